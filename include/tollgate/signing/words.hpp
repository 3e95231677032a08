// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_WORDS_HPP
#define TOLLGATE_SIGNING_WORDS_HPP

#include <tollgate/signing/nodes.hpp>
#include <tollgate/signing/text_maps.hpp>
#include <tollgate/signing/value_maps.hpp>

/// \file
/// The words in which a signing scheme is written. `using namespace tollgate::signing;` where schemes are
/// declared.

namespace tollgate::inline v0::signing {

template <set S, stage T>
[[nodiscard]] consteval staged<S, T> operator|(S from, T next)
{
    return {from, next};
}

template <text_expression L, text_expression R>
[[nodiscard]] consteval concat_node<L, R> operator+(L left, R right)
{
    return {left, right};
}
template <text_expression L, std::size_t N>
[[nodiscard]] consteval concat_node<L, literal_node<N>> operator+(L left, char const (&right)[N])
{
    return {left, {right}};
}
template <std::size_t N, text_expression R>
[[nodiscard]] consteval concat_node<literal_node<N>, R> operator+(char const (&left)[N], R right)
{
    return {{left}, right};
}

namespace rule_checks {

/// In place of what cannot be joined, so that nothing else is said.
template <expression X>
consteval literal_node<1> refuse_bytes(X)
{
    constexpr bool is_text = X::result == gives::text;
    static_assert(is_text, "tollgate: a digest must be encoded before it is joined: write `hex(md5(...))` "
                           "[tollgate.signing.raw_digest]");
    return {{""}};
}

} // namespace rule_checks

template <bytes_expression L, class R>
[[nodiscard]] consteval literal_node<1> operator+(L left, R const &)
{
    return rule_checks::refuse_bytes(left);
}
template <text_expression L, bytes_expression R>
[[nodiscard]] consteval literal_node<1> operator+(L, R right)
{
    return rule_checks::refuse_bytes(right);
}
template <std::size_t N, bytes_expression R>
[[nodiscard]] consteval literal_node<1> operator+(char const (&)[N], R right)
{
    return rule_checks::refuse_bytes(right);
}

/// A word for a map from text to text.
template <text_map Map>
struct text_word {
    template <text_expression X>
    [[nodiscard]] consteval mapped_node<Map, X> operator()(X of) const
    {
        return {of};
    }
};
/// A word that makes text of raw bytes.
template <text_map Map>
struct bytes_word {
    template <bytes_expression X>
    [[nodiscard]] consteval mapped_node<Map, X> operator()(X of) const
    {
        return {of};
    }
};
/// A word that takes text and raw bytes alike.
template <text_map Map>
struct any_word {
    template <expression X>
    [[nodiscard]] consteval mapped_node<Map, X> operator()(X of) const
    {
        return {of};
    }
};
template <hash::algorithm Algorithm>
struct digest_word {
    using algorithm = Algorithm;

    template <text_expression X>
    [[nodiscard]] consteval digest_node<Algorithm, X> operator()(X of) const
    {
        return {of};
    }
};
template <hash::algorithm Algorithm>
struct hmac_word {
    template <expression K, text_expression X>
    [[nodiscard]] consteval hmac_node<Algorithm, K, X> operator()(K keyed_by, X of) const
    {
        return {keyed_by, of};
    }
};
template <hash::signature_scheme Scheme>
struct public_key_word {
    template <text_expression X>
    [[nodiscard]] consteval public_key_node<Scheme, X> operator()(X of) const
    {
        return {of};
    }
};
template <fixed_string Name>
struct plus_word {
    template <text_expression X>
    [[nodiscard]] consteval plus_stage<Name, X> operator()(X value) const
    {
        return {value};
    }
};

namespace words {

// What a message and an account hold

/// The bare last segment of the endpoint's path: `init_form` for `/init_form`.
inline constexpr source_node<source::operation> operation{};
/// The account's secret.
inline constexpr source_node<source::key> key{};
/// The HTTP method; the path, without the query; the bytes of the body.
inline constexpr source_node<source::method> method{};
inline constexpr source_node<source::path> path{};
inline constexpr source_node<source::body> body{};
/// Inside `join`: the name of the field at hand.
inline constexpr name_node name{};
/// Inside `join`: the value of the field at hand, as text.
inline constexpr value_node value{};
/// A field of the message, by name or by a path with dots; empty where there is none.
template <fixed_string Path>
inline constexpr named_node<named::field, Path> field{};
/// One of several secrets of the account, by its field's name.
template <fixed_string Name>
inline constexpr named_node<named::secret, Name> secret{};
/// Another field of the account, whether it is sent or not.
template <fixed_string Name>
inline constexpr named_node<named::account, Name> account_field{};
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
/// The request's headers.
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
template <text_expression X>
[[nodiscard]] consteval by_stage<X> by(X rank)
{
    return {rank};
}
/// Orders by name, byte by byte.
inline constexpr by_stage<name_node> by_name{};
/// Orders by name in lower case.
inline constexpr by_stage<mapped_node<maps::lower, name_node>> by_name_ignoring_case{};
/// Adds a field that is signed but not sent: `plus<"Password">(key)`.
template <fixed_string Name>
inline constexpr plus_word<Name> plus{};
/// The other way round: `fields | by_name | reversed`.
inline constexpr reversed_stage reversed{};
/// Keeps the fields that a field of the message names, in its order: `fields | plus<"secret">(key) | chosen_by<"order">`.
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
template <class Map>
[[nodiscard]] consteval as_stage<Map> as(Map map)
{
    return {map};
}

/// The item once for each field of the set, with the separator between them; a terminator is part of the item.
template <std::size_t N, text_expression Item, set Set>
[[nodiscard]] consteval join_node<N, Item, Set> join(char const (&separator)[N], Item item, Set of)
{
    static_assert(Item::needs_item,
                  "tollgate: the item of a join must hold `name` or `value`: write "
                  "`join(separator, name + \"=\" + value, fields)` [tollgate.signing.item]");
    return {separator, item, of};
}
/// `then` where the tested text is empty, `otherwise` elsewhere: `when_empty(value, "-", byte_length(value) + value)`.
template <text_expression Test, std::size_t N, text_expression Else>
[[nodiscard]] consteval when_empty_node<Test, literal_node<N>, Else>
when_empty(Test test, char const (&then)[N], Else otherwise)
{
    return {test, {then}, otherwise};
}

// Texts made of texts

inline constexpr text_word<maps::lower> lower{}; ///< ASCII letters in lower case.
inline constexpr text_word<maps::upper> upper{}; ///< ASCII letters in upper case.
inline constexpr text_word<maps::reverse> reverse{};
inline constexpr text_word<maps::trim> trim{};         ///< Without blanks at both ends.
inline constexpr text_word<maps::collapse> collapse{}; ///< Runs of blanks as one blank.
/// Without any of these characters; with a backslash before each of them; without this prefix.
template <fixed_string Characters>
inline constexpr text_word<maps::strip<Characters>> strip{};
template <fixed_string Characters>
inline constexpr text_word<maps::escape<Characters>> escape{};
template <fixed_string Prefix>
inline constexpr text_word<maps::without_prefix<Prefix>> without_prefix{};
/// With every occurrence of one text as another: `replace<".", ",">(value)`.
template <fixed_string From, fixed_string To>
inline constexpr text_word<maps::replace<From, To>> replace{};
/// As it stands, but an empty one is refused.
inline constexpr text_word<maps::given> given{};
/// The first so many bytes; a number with exactly so many decimals; how many bytes a text has.
template <std::size_t Count>
inline constexpr text_word<maps::first<Count>> first{};
template <std::size_t Digits>
inline constexpr text_word<maps::decimals<Digits>> decimals{};
/// A number without zeros at its end, but with at least so many decimals; digits with zeros before them, so many in all.
template <std::size_t Digits>
inline constexpr text_word<maps::least_decimals<Digits>> least_decimals{};
template <std::size_t Digits>
inline constexpr text_word<maps::zero_padded<Digits>> zero_padded{};
inline constexpr text_word<maps::byte_length> byte_length{};
/// One part of a structured header: `part<"t">(header<"Signature">)`.
template <fixed_string Name>
inline constexpr text_word<maps::part<Name>> part{};
inline constexpr text_word<maps::json_text> json_text{}; ///< As a JSON string, quoted.
template <fixed_string Name>
inline constexpr any_word<maps::json_member<Name>> json_member{};   ///< A member of a JSON object.
inline constexpr text_word<maps::percent_encode> percent_encode{};  ///< RFC 3986.
inline constexpr text_word<maps::form_encode> form_encode{};        ///< As forms: blank as `+`.
inline constexpr text_word<maps::dotnet_encode> dotnet_urlencode{}; ///< As .NET's `HttpUtility.UrlEncode`.

// Digests, and their bytes as text

inline constexpr digest_word<hash::md5> md5{};
inline constexpr digest_word<hash::sha1> sha1{};
inline constexpr digest_word<hash::sha256> sha256{};
inline constexpr digest_word<hash::sha384> sha384{};
inline constexpr digest_word<hash::sha512> sha512{};
inline constexpr hmac_word<hash::md5> hmac_md5{};
inline constexpr hmac_word<hash::sha1> hmac_sha1{};
inline constexpr hmac_word<hash::sha256> hmac_sha256{};
inline constexpr hmac_word<hash::sha384> hmac_sha384{};
inline constexpr hmac_word<hash::sha512> hmac_sha512{};

/// Public-key signatures, which only the gateway can make: for callbacks and answers. The digest is named by its word,
/// `rsa_pkcs1<sha256>(body)`; the key is the account's `public_key`.
template <auto Digest>
inline constexpr public_key_word<hash::rsa_pkcs1<typename decltype(Digest)::algorithm>> rsa_pkcs1{};
template <auto Digest>
inline constexpr public_key_word<hash::rsa_pss<typename decltype(Digest)::algorithm>> rsa_pss{};
template <auto Digest>
inline constexpr public_key_word<hash::ecdsa<typename decltype(Digest)::algorithm>> ecdsa{};
inline constexpr public_key_word<hash::ed25519> ed25519{};

/// Hexadecimal digits; when verifying, both cases are accepted.
inline constexpr bytes_word<maps::hexadecimal<false>> hex{};
inline constexpr bytes_word<maps::hexadecimal<true>> upper_hex{};
/// RFC 4648, with padding; of a text or of bytes.
inline constexpr any_word<maps::base64<false>> base64{};
inline constexpr any_word<maps::base64<true>> base64url{};
/// The bytes as they are, where a gateway joins a raw digest with text.
inline constexpr bytes_word<maps::raw> raw{};
/// Back to bytes, strictly: a secret given in hexadecimal digits or base64.
inline constexpr text_word<maps::unhex> unhex{};
inline constexpr text_word<maps::unbase64<false>> unbase64{};
inline constexpr text_word<maps::unbase64<true>> unbase64url{};

// A program's own functions: `bool(std::string_view …, detail::wiped_buffer &)`, appending the result

template <auto Function, expression... X>
[[nodiscard]] consteval call_node<Function, gives::text, X...> text_by(X... of)
{
    return {{of...}};
}
template <auto Function, expression... X>
[[nodiscard]] consteval call_node<Function, gives::bytes, X...> bytes_by(X... of)
{
    return {{of...}};
}

} // namespace words

} // namespace tollgate::inline v0::signing

#endif
