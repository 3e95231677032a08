// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_WORDS_HPP
#define TOLLGATE_SIGNING_WORDS_HPP

#include <tollgate/signing/nodes.hpp>
#include <tollgate/signing/scheme_table.hpp>
#include <tollgate/signing/text_maps.hpp>
#include <tollgate/signing/value_maps.hpp>
#include <tollgate/signing/word_arguments.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// \file
/// The words in which a signing scheme is written. `using namespace tollgate::signing::words;` where schemes are
/// declared.

namespace tollgate::inline v0::signing {

/// \cond
template <class L, class R>
    requires(part_of_scheme<L> || part_of_scheme<R>)
[[nodiscard]] consteval auto operator|(L const &from, R const &next)
{
    constexpr argument left = argument_kind<L>();
    constexpr argument right = argument_kind<R>();
    constexpr bool is_said = left == argument::refused || right == argument::refused;
    constexpr bool is_stage = is_said || (left == argument::set && right == argument::stage);
    static_assert(
        is_stage,
        "tollgate: `|` leads a set of fields through a stage: write `fields | by_name`; "
        "a text is mapped in the item, `join(\"\", lower(value), fields)` [tollgate.signing.stage]");
    if constexpr (is_stage && !is_said)
        return staged<L, R>{from, next};
    else
        return refused_node{};
}

template <class L, class R>
    requires(part_of_scheme<L> || part_of_scheme<R>)
[[nodiscard]] consteval auto operator+(L const &left, R const &right)
{
    constexpr argument kinds[] = {argument_kind<L>(), argument_kind<R>()};
    constexpr bool is_said = kinds[0] == argument::refused || kinds[1] == argument::refused;
    constexpr bool is_encoded = is_said || (kinds[0] != argument::bytes && kinds[1] != argument::bytes);
    constexpr bool is_text =
        is_said || !is_encoded || (is_met(wanted::text, kinds[0]) && is_met(wanted::text, kinds[1]));
    static_assert(is_encoded, "tollgate: a digest must be encoded before it is joined: write `hex(md5(...))` "
                              "[tollgate.signing.raw_digest]");
    static_assert(
        is_text,
        "tollgate: `+` puts texts together: write `join(\"&\", value, fields)` for a set, "
        "`lower(value)` for a word, and a literal for a fixed text [tollgate.signing.concatenation]");
    if constexpr (is_encoded && is_text && !is_said) {
        auto const put = []<class X, class Y>(X one, Y other) { return concat_node<X, Y>{one, other}; };
        return put(as_node(left), as_node(right));
    } else {
        return refused_node{};
    }
}
/// \endcond

// What words take, and what they make of it

template <word_fault Own, wanted... What>
struct takes_these {
    static constexpr word_fault own = Own;
    template <std::size_t>
    static constexpr std::array<wanted, sizeof...(What)> takes{What...};
};

/// A word for a map from text to text.
template <text_map Map, word_fault Own = word_fault::text_map, wanted What = wanted::text>
struct map_form : takes_these<Own, What> {
    template <expression X>
    static consteval mapped_node<Map, X> make(X of)
    {
        return {of};
    }
};
/// A word that makes text of raw bytes.
template <text_map Map>
using encoding_form = map_form<Map, word_fault::encoding, wanted::bytes>;
/// A word that takes text and raw bytes alike.
template <text_map Map>
using any_map_form = map_form<Map, word_fault::text_map, wanted::expression>;

template <hash::algorithm Algorithm>
struct digest_form : takes_these<word_fault::digest, wanted::text> {
    using algorithm = Algorithm;

    template <text_expression X>
    static consteval digest_node<Algorithm, X> make(X of)
    {
        return {of};
    }
};
template <hash::algorithm Algorithm>
struct hmac_form : takes_these<word_fault::hmac, wanted::expression, wanted::text> {
    template <expression K, text_expression X>
    static consteval hmac_node<Algorithm, K, X> make(K keyed_by, X of)
    {
        return {keyed_by, of};
    }
};
template <cipher By, padding Padding>
struct cipher_form : takes_these<word_fault::cipher, wanted::expression, wanted::text> {
    template <expression K, text_expression X>
    static consteval cipher_node<By, Padding, K, X> make(K keyed_by, X of)
    {
        return {keyed_by, of};
    }
};
template <hash::signature_scheme Scheme>
struct public_key_form : takes_these<word_fault::public_key, wanted::text> {
    template <text_expression X>
    static consteval public_key_node<Scheme, X> make(X of)
    {
        return {of};
    }
};
template <class Word>
concept digest_word = requires { requires hash::signed_algorithm<typename Word::algorithm>; };

template <class X>
inline constexpr bool is_header_alone = false;
template <fixed_string Name>
inline constexpr bool is_header_alone<named_node<named::header, Name>> = true;

template <fixed_string Name>
struct keyed_by_form : takes_these<word_fault::keyed_by, wanted::text> {
    template <class X>
    static consteval word_fault check()
    {
        return is_header_alone<X> ? word_fault::none : word_fault::keyed_by;
    }
    template <text_expression X>
    static consteval key_chosen<Name, X> make(X by)
    {
        return {by};
    }
};
template <class Key>
inline constexpr bool is_private_key_named = false;
template <fixed_string Name>
inline constexpr bool is_private_key_named<private_key_named<Name>> = true;

/// With a digest, which is named by its word, and before the text perhaps which key it is.
template <template <hash::signed_algorithm> class Scheme, class Digest>
struct public_key_form_with {
    static constexpr word_fault own = word_fault::public_key;
    template <std::size_t Count>
    static constexpr std::array<wanted, Count == 2 ? 2 : 1> takes = [] {
        if constexpr (Count == 2)
            return std::array{wanted::named_key, wanted::text};
        else
            return std::array{wanted::text};
    }();

    template <class>
    static consteval word_fault check()
    {
        return digest_word<Digest> ? word_fault::none : word_fault::public_key_digest;
    }
    template <class Key, class>
    static consteval word_fault check()
    {
        if constexpr (!digest_word<Digest>)
            return word_fault::public_key_digest;
        else if (is_private_key_named<Key> && !std::same_as<Scheme<typename Digest::algorithm>,
                                                            hash::rsa_pkcs1<typename Digest::algorithm>>)
            return word_fault::public_key;
        else
            return word_fault::none;
    }
    template <text_expression X>
    static consteval auto make(X of)
    {
        return public_key_node<Scheme<typename Digest::algorithm>, X>{of};
    }
    template <fixed_string Key, text_expression X>
    static consteval auto make(private_key_named<Key>, X of)
    {
        return private_key_node<Scheme<typename Digest::algorithm>, Key, X>{of};
    }
    template <fixed_string Keys, class Choice, text_expression X>
    static consteval auto make(key_chosen<Keys, Choice> chosen, X of)
    {
        return keyring_node<Scheme<typename Digest::algorithm>, Keys, X, Choice>{of, chosen.by};
    }
};

template <fixed_string Name>
struct plus_form : takes_these<word_fault::plus, wanted::text> {
    template <class X>
    static consteval word_fault check()
    {
        return decltype(as_node(std::declval<X const &>()))::needs_item ? word_fault::plus : word_fault::none;
    }
    template <text_expression X>
    static consteval plus_stage<Name, X> make(X value)
    {
        return {value};
    }
};
struct by_form : takes_these<word_fault::rank, wanted::text> {
    template <class X>
    static consteval word_fault check()
    {
        return decltype(as_node(std::declval<X const &>()))::needs_item ? word_fault::none : word_fault::rank;
    }
    template <text_expression X>
    static consteval by_stage<X> make(X rank)
    {
        return {rank};
    }
};
struct as_form : takes_these<word_fault::as, wanted::value_map> {
    template <class Map>
    static consteval as_stage<Map> make(Map map)
    {
        return {map};
    }
};
struct join_form : takes_these<word_fault::join, wanted::fixed_text, wanted::text, wanted::set> {
    template <class, class Item, class>
    static consteval word_fault check()
    {
        return decltype(as_node(std::declval<Item const &>()))::needs_item ? word_fault::none
                                                                           : word_fault::item;
    }
    template <std::size_t N, text_expression Item, set Set>
    static consteval join_node<N, Item, Set> make(literal_node<N> separator, Item item, Set of)
    {
        return {separator.text, item, of};
    }
};
struct when_empty_form : takes_these<word_fault::when_empty, wanted::text, wanted::fixed_text, wanted::text> {
    template <text_expression Test, std::size_t N, text_expression Else>
    static consteval when_empty_node<Test, literal_node<N>, Else> make(Test test, literal_node<N> then,
                                                                       Else otherwise)
    {
        return {test, then, otherwise};
    }
};

template <fixed_string Field, fixed_string... Said>
struct by_account_form {
    static constexpr word_fault own = word_fault::by_account;
    template <std::size_t>
    static constexpr std::array<wanted, sizeof...(Said)> takes = [] {
        std::array<wanted, sizeof...(Said)> all{};
        all.fill(wanted::expression);
        return all;
    }();
    template <class... X>
    static consteval word_fault check()
    {
        return sizeof...(X) > 1 && are_alike<decltype(as_node(std::declval<X const &>()))...>()
                   ? word_fault::none
                   : word_fault::by_account;
    }
    template <expression... X>
    static consteval account_choice_node<said_by_account<Field, Said...>, X...> make(X... of)
    {
        return {{of...}};
    }

private:
    /// All texts, or all bytes; and none by a key pair, of which descriptions say to which account it belongs.
    template <class First, class... X>
    static consteval bool are_alike()
    {
        return ((First::result == X::result) && ...) && !any_row(shape_of<First>, is_by_key) &&
               !(any_row(shape_of<X>, is_by_key) || ...);
    }
};

template <class Function, class... X>
concept writes_text_of =
    std::is_invocable_r_v<bool, Function const &, std::conditional_t<true, std::string_view, X>...,
                          wiped_buffer &>;

template <auto Function, gives Result>
struct call_form {
    static constexpr word_fault own = word_fault::function;
    template <std::size_t Count>
    static constexpr std::array<wanted, std::max(Count, std::size_t{1})> takes = [] {
        std::array<wanted, std::max(Count, std::size_t{1})> all{};
        all.fill(wanted::expression);
        return all;
    }();
    template <class... X>
    static consteval word_fault check()
    {
        return writes_text_of<decltype(Function), X...> ? word_fault::none : word_fault::function;
    }
    template <expression... X>
    static consteval call_node<Function, Result, X...> make(X... of)
    {
        return {{of...}};
    }
};

namespace words {

// What a message and an account hold

/// The bare last segment of the endpoint's path: `init_form` for `/init_form`.
inline constexpr source_node<source::operation> operation{};
/// The account's secret.
inline constexpr source_node<source::key> key{};
/// The HTTP method; the path, without the query; both as they are sent; the bytes of the body.
inline constexpr source_node<source::method> method{};
inline constexpr source_node<source::path> path{};
inline constexpr source_node<source::target> target{};
inline constexpr source_node<source::body> body{};
/// Of a request alone: when it is signed, in Unix seconds, and 32 letters and digits that no other request has. Each is one text
/// wherever it stands; the header that carries the signature must show it. See \ref signing_sources.
inline constexpr source_node<source::now> now{};
inline constexpr source_node<source::nonce> nonce{};
/// Inside `join`: the name of the field at hand.
inline constexpr name_node name{};
/// Inside `join`: the value of the field at hand, as text.
inline constexpr value_node value{};
/// A field of the message, by name or by a path with dots; empty where there is none.
template <fixed_string Path>
inline constexpr named_node<named::field, Path> field{};
/// One of several secrets of the account, by its field's name; one that the account leaves out is refused.
template <fixed_string Name>
inline constexpr named_node<named::secret, Name> secret{};
/// Another field of the account, whether it is sent or not; one that the account leaves out is refused.
template <fixed_string Name>
inline constexpr named_node<named::account, Name> account_field{};
/// One of several pieces of the scheme, which a field of the account chooses, an \ref open_enum: a piece for each of its names, in their
/// order. `by_account<"version", "V1", "V2">(hex(hmac_sha256(key, body)), hex(hmac_sha512(key, body)))`. What a message says of it chooses
/// nothing.
template <fixed_string Field, fixed_string... Said>
inline constexpr word<by_account_form<Field, Said...>> by_account{};
/// A header; names compare without case.
template <fixed_string Name>
inline constexpr named_node<named::header, Name> header{};

/// A fixed text, where no other word stands beside it: `hmac_sha256(key, text<"request">)`.
template <fixed_string Text>
inline constexpr literal_node<sizeof Text.data> text{Text};

// Sets of fields, and what is done with them

/// Every field of the message at its top level, in the order in which it is sent or was received.
inline constexpr all_fields fields{};
/// These fields, in this order; one that is absent is an empty slot.
template <fixed_string... Paths>
inline constexpr listed_fields<Paths...> listed{};
/// The fields that a field of the message names, separated by commas.
template <fixed_string List>
inline constexpr fields_named_in<List> named_in{};
/// The members of one object of the message.
template <fixed_string Object>
inline constexpr fields_within<Object> within{};
/// The headers that were received; stages compare their names without case.
inline constexpr all_headers headers{};
/// The names and values of the target's query, decoded.
inline constexpr query_fields query{};

/// Leaves out fields by name, the signature itself above all.
template <fixed_string... Names>
inline constexpr but_stage<Names...> but{};
/// Keeps the fields whose names start so.
template <fixed_string Start>
inline constexpr starting_stage<Start> starting{};
/// Leaves out empty values; values that are empty or only blanks; JSON `null`; objects and arrays.
inline constexpr drop_stage<lacking::text> nonempty{};
inline constexpr drop_stage<lacking::visible_text> nonblank{};
inline constexpr drop_stage<lacking::value> nonnull{};
inline constexpr drop_stage<lacking::scalar> scalars{};
/// Orders by a text made of `name` and `value`, byte by byte; equal ones keep their order.
inline constexpr word<by_form> by{};
/// Orders by name, byte by byte.
inline constexpr by_stage<name_node> by_name{};
/// Orders by name in lower case.
inline constexpr by_stage<mapped_node<maps::lower, name_node>> by_name_ignoring_case{};
/// Adds a field that is signed but not sent: `plus<"Password">(key)`. A message that has a field of this name is refused.
template <fixed_string Name>
inline constexpr word<plus_form<Name>> plus{};
/// The other way round: `fields | by_name | reversed`.
inline constexpr reversed_stage reversed{};
/// Keeps the fields that a field of the message names, in its order: `fields | plus<"secret">(key) | chosen_by<"order">`. It must name
/// what `plus` added.
template <fixed_string List, fixed_string Separator = ",">
inline constexpr chosen_stage<List, Separator> chosen_by{};
/// Objects and arrays become their members, named by the path that leads there: `flattened<":">` gives `card:pan`,
/// `flattened<"[", "]">` gives `card[pan]`.
template <fixed_string Before, fixed_string After = "">
inline constexpr flattened_stage<Before, After> flattened{};
using signing::json_value;
using signing::numeric_truth;
using signing::php_text;
using signing::python_text;
using signing::sorted_json;
/// Maps every value that is no text in a gateway's own way: `python_text`, `php_text`, `numeric_truth`, `json_value`,
/// `sorted_json`, or a value map of the program's own.
inline constexpr word<as_form> as{};

/// The item once for each field of the set, with the separator between them; a terminator is part of the item.
inline constexpr word<join_form> join{};
/// `then` where the tested text is empty, `otherwise` elsewhere: `when_empty(value, "-", byte_length(value) + value)`.
inline constexpr word<when_empty_form> when_empty{};

// Texts made of texts

inline constexpr word<map_form<maps::lower>> lower{}; ///< ASCII letters in lower case.
inline constexpr word<map_form<maps::upper>> upper{}; ///< ASCII letters in upper case.
inline constexpr word<map_form<maps::reverse>> reverse{};
inline constexpr word<map_form<maps::trim>> trim{};         ///< Without blanks at both ends.
inline constexpr word<map_form<maps::collapse>> collapse{}; ///< Runs of blanks as one blank.
/// Without any of these characters; with a backslash before each of them; without this prefix.
template <fixed_string Characters>
inline constexpr word<map_form<maps::strip<Characters>>> strip{};
template <fixed_string Characters>
inline constexpr word<map_form<maps::escape<Characters>>> escape{};
template <fixed_string Prefix>
inline constexpr word<map_form<maps::without_prefix<Prefix>>> without_prefix{};
/// With every occurrence of one text as another: `replace<".", ",">(value)`.
template <fixed_string From, fixed_string To>
inline constexpr word<map_form<maps::replace<From, To>>> replace{};
/// As it stands, but an empty one is refused.
inline constexpr word<map_form<maps::given>> given{};
/// The first so many bytes; a number with exactly so many decimals; how many bytes a text has.
template <std::size_t Count>
inline constexpr word<map_form<maps::first<Count>>> first{};
template <std::size_t Digits>
inline constexpr word<map_form<maps::decimals<Digits>>> decimals{};
/// A number without zeros at its end, but with at least so many decimals; digits with zeros before them, so many in all.
template <std::size_t Digits>
inline constexpr word<map_form<maps::least_decimals<Digits>>> least_decimals{};
template <std::size_t Digits>
inline constexpr word<map_form<maps::zero_padded<Digits>>> zero_padded{};
inline constexpr word<map_form<maps::byte_length>> byte_length{};
/// A text's CRC-32 in decimal digits. It covers nothing: whoever has one text finds others with the same checksum.
inline constexpr word<map_form<maps::crc32>> crc32{};
/// One part of a structured header: `part<"t">(header<"Signature">)`.
template <fixed_string Name>
inline constexpr word<map_form<maps::part<Name>>> part{};
inline constexpr word<map_form<maps::json_text>> json_text{}; ///< As a JSON string, quoted.
template <fixed_string Name>
inline constexpr word<any_map_form<maps::json_member<Name>>> json_member{}; ///< A member of a JSON object.
inline constexpr word<map_form<maps::percent_encode>> percent_encode{};     ///< RFC 3986.
inline constexpr word<map_form<maps::form_encode>> form_encode{};           ///< As forms: blank as `+`.
inline constexpr word<map_form<maps::dotnet_encode>>
    dotnet_urlencode{}; ///< As .NET's `HttpUtility.UrlEncode`.

// Digests, and their bytes as text

inline constexpr word<digest_form<hash::md5>> md5{};
inline constexpr word<digest_form<hash::sha1>> sha1{};
inline constexpr word<digest_form<hash::sha256>> sha256{};
inline constexpr word<digest_form<hash::sha384>> sha384{};
inline constexpr word<digest_form<hash::sha512>> sha512{};
inline constexpr word<hmac_form<hash::md5>> hmac_md5{};
inline constexpr word<hmac_form<hash::sha1>> hmac_sha1{};
inline constexpr word<hmac_form<hash::sha256>> hmac_sha256{};
inline constexpr word<hmac_form<hash::sha384>> hmac_sha384{};
inline constexpr word<hmac_form<hash::sha512>> hmac_sha512{};

/// A key for one message, made of the account's key and a text of the message: `des3_cbc<zero_bytes>(unbase64(key), field<"order">)`. By
/// triple DES, with a key of 24 bytes, or AES, with one of 16; in CBC, from an initial vector of zeros.
inline constexpr padding zero_bytes = padding::zero_bytes;
inline constexpr padding pkcs7 = padding::pkcs7;
template <padding Padding>
inline constexpr word<cipher_form<cipher::des3_cbc, Padding>> des3_cbc{};
template <padding Padding>
inline constexpr word<cipher_form<cipher::aes_128_cbc, Padding>> aes_128_cbc{};

/// Public-key signatures, which only the gateway can make: for callbacks and answers. The digest is named by its word,
/// `rsa_pkcs1<sha256>(body)`; the key is the account's `public_key`. A request is signed with a \ref private_key of the account:
/// `rsa_pkcs1<sha256>(signed_by<"private_key">, body)`.
template <auto Digest>
inline constexpr word<public_key_form_with<hash::rsa_pkcs1, std::remove_const_t<decltype(Digest)>>>
    rsa_pkcs1{};
template <auto Digest>
inline constexpr word<public_key_form_with<hash::rsa_pss, std::remove_const_t<decltype(Digest)>>> rsa_pss{};
template <auto Digest>
inline constexpr word<public_key_form_with<hash::ecdsa, std::remove_const_t<decltype(Digest)>>> ecdsa{};
inline constexpr word<public_key_form<hash::ed25519>> ed25519{};
/// The account's private key of this name, before the text that it signs.
template <fixed_string Name>
inline constexpr private_key_named<Name> signed_by{};
/// One of the keys of the account's \ref keyring, the one that this header names: `keyed_by<"platform_keys">(header<"Serial">)`.
template <fixed_string Name>
inline constexpr word<keyed_by_form<Name>> keyed_by{};

/// Hexadecimal digits; when verifying, both cases are accepted.
inline constexpr word<encoding_form<maps::hexadecimal<false>>> hex{};
inline constexpr word<encoding_form<maps::hexadecimal<true>>> upper_hex{};
/// RFC 4648, with padding; of a text or of bytes.
inline constexpr word<any_map_form<maps::base64<false>>> base64{};
inline constexpr word<any_map_form<maps::base64<true>>> base64url{};
/// The bytes as they are, where a gateway joins a raw digest with text.
inline constexpr word<encoding_form<maps::raw>> raw{};
/// Back to bytes, strictly: a secret given in hexadecimal digits or base64.
inline constexpr word<map_form<maps::unhex>> unhex{};
inline constexpr word<map_form<maps::unbase64<false>>> unbase64{};
inline constexpr word<map_form<maps::unbase64<true>>> unbase64url{};

// A program's own functions: `bool(std::string_view …, wiped_buffer &)`, appending the result

template <auto Function>
inline constexpr word<call_form<Function, gives::text>> text_by{};
template <auto Function>
inline constexpr word<call_form<Function, gives::bytes>> bytes_by{};

} // namespace words

} // namespace tollgate::inline v0::signing

#endif
