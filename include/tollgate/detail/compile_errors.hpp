// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_COMPILE_ERRORS_HPP
#define TOLLGATE_DETAIL_COMPILE_ERRORS_HPP

#include <tollgate/detail/fixed_string.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <type_traits>

/// \file
/// What can be wrong with a description, and what the compiler says of it. Whether it is wrong is found elsewhere, once for each
/// fault: a concept holds where no fault is found, and this sentence is said where one is.

namespace tollgate::inline v0::detail {

/// Each is named as the id that ends its sentence, with `_` for the dot: `provider_key`.
enum class fault_id {
    none,
    // A field, where it is declared
    field_name,
    field_control_character,
    field_attribute,
    field_type,
    field_value,
    field_key,
    field_twice,
    field_constant,
    field_alternative,
    field_alternatives,
    field_events,
    field_length,
    field_characters,
    field_text,
    field_as_text,
    field_open_enum,
    field_sent_empty,
    field_place,
    field_money,
    // A message and its declarations
    message_account,
    message_fields,
    message_carried,
    message_base,
    message_count,
    message_endpoint,
    message_response,
    message_signature,
    message_timeout,
    message_question,
    message_asked_in_path,
    message_refusal,
    message_unsigned_field,
    message_nested,
    message_key,
    message_key_reads,
    message_key_lifetime,
    message_pages,
    message_brackets,
    message_bracket_name,
    message_place,
    message_path,
    message_header,
    message_body,
    message_array_body,
    message_browser,
    // An account and what provider_traits declares for it
    provider_traits,
    provider_account,
    provider_name,
    provider_host,
    provider_host_name,
    provider_host_text,
    provider_hosts,
    provider_environment,
    provider_signatures,
    provider_refusal,
    provider_refusal_path,
    provider_refusal_words,
    provider_refusal_status,
    provider_refusal_header,
    provider_acknowledged,
    provider_timeout,
    provider_text,
    provider_picks,
    provider_from_account,
    provider_echoes_account,
    provider_amounts_in,
    provider_path,
    provider_path_parameter,
    provider_path_character,
    provider_duplicate_name,
    provider_key,
    provider_key_fallback,
    provider_public_key,
    provider_signature_field,
    provider_enclosed,
    provider_sent_headers,
    provider_header_text,
    provider_token,
    // A callback
    callback_account,
    callback_fields,
    callback_unsigned,
    callback_never_signed,
    callback_nothing_covered,
    callback_asked_by,
    callback_items,
    callback_payer_return,
    callback_acknowledgement,
    callback_fixed_acknowledgement,
    callback_flag,
    callback_signed_at,
    callback_sealed,
    callback_sealed_key,
    callback_status_order,
    callback_identity,
    callback_identity_name,
    callback_same_identity,
    callback_test_flag,
    callback_test_rule,
    callback_test_field,
    callback_test_values,
    callback_unsigned_member,
    callback_unsigned_decision,
    // A scheme in its place
    signing_undeclared,
    signing_of_request,
    signing_signs_itself,
    signing_body_in_field,
    signing_unsent_name,
    signing_no_secret,
    signing_glued_header,
    signing_verify_only,
    signing_unshown,
    signing_enclosed,
    signing_account_choice,
    // The hash policy
    hash_policy,
    hash_public_key,
    hash_private_key,
    hash_ciphers,
    // Questions
    client_question,
    client_cannot_reconcile,
    client_cannot_confirm,
    client_pages,
    client_sent_by,
};

/// The first thing that is wrong with a description.
struct fault {
    fault_id id = fault_id::none;
    std::string_view name{}; ///< Of the declaration, field or header that is to blame, if one alone is.

    [[nodiscard]] constexpr bool is_there() const noexcept { return id != fault_id::none; }
};

/// A name as a template argument, so that the compiler prints it: as text only if it is no longer than the text.
template <std::size_t Size>
consteval fixed_string<Size + 1> printed_name(std::string_view name)
{
    char text[Size + 1]{};
    std::ranges::copy(name, text);
    return {text};
}

/// What is to blame, for the compiler to print: the name that a fault has, else the described type.
template <fixed_string Name>
struct declared_as;
template <fault const &Found, class Described>
using blamed = std::conditional_t<Found.name.empty(), Described,
                                  declared_as<printed_name<Found.name.size()>(Found.name)>>;

/// Compilers print it with the condition: `description_of<pay_order, false>`.
template <class Blamed, bool Sound>
struct description_of {
    static constexpr bool is_sound = Sound;
};

/// Says a fault's sentence; true, so that nothing is said twice. g++ prints the arguments in its first lines.
template <class Blamed, fault_id Id>
consteval bool report()
{
    static_assert(description_of<Blamed, (Id != fault_id::field_name)>::is_sound,
                  "tollgate: a field must have the name that it has at the gateway: "
                  "write `required<\"amount\", ...>` [tollgate.field.name]");
    static_assert(description_of<Blamed, (Id != fault_id::field_control_character)>::is_sound,
                  "tollgate: a field's name must hold no control character, "
                  "such as a line break or a tab: write `required<\"amount\", ...>` "
                  "[tollgate.field.control_character]");
    static_assert(
        description_of<Blamed, (Id != fault_id::field_attribute)>::is_sound,
        "tollgate: a field's attribute must be `inferred`, `personal`, `card_data`, "
        "`unsigned_field`, `documented<...>`, `also_named<...>`, `at_least<...>`, `at_most<...>`, "
        "`exactly<...>`, `made_of<...>`, `as_text`, `sent_empty`, or where it travels, `in_path`, `in_query`, `as_header`; of a constant "
        "none of its value alone: "
        "write `required<\"card\", std::string, card_data>` [tollgate.field.attribute]");
    static_assert(description_of<Blamed, (Id != fault_id::field_type)>::is_sound,
                  "tollgate: a field must hold a `std::string`, an integer, `bool`, an enumeration, "
                  "`minor_units` or `decimal`, an object or a `std::vector` of those; "
                  "no floating point, character, pointer or reference: write "
                  "`required<\"amount\", decimal>` [tollgate.field.type]");
    static_assert(description_of<Blamed, (Id != fault_id::field_value)>::is_sound,
                  "tollgate: a field must hold a type that has a text, an aggregate of fields, "
                  "or a `std::vector` of those, and an account named fields alone: write `std::string`, "
                  "`minor_units`, `decimal`, or describe the object by a struct [tollgate.field.value]");
    static_assert(
        description_of<Blamed, (Id != fault_id::field_key)>::is_sound,
        "tollgate: a message holds no `secret`, `public_key`, `private_key` or `environment`, which are never "
        "sent: "
        "declare it in the account; what is sent though it is confidential is "
        "`required<\"...\", std::string, card_data>` [tollgate.field.key]");
    static_assert(description_of<Blamed, (Id != fault_id::field_twice)>::is_sound,
                  "tollgate: an answer, an object or an alternative must have each name once, "
                  "and one `unlisted` member: rename or remove one of the two [tollgate.field.twice]");
    static_assert(description_of<Blamed, (Id != fault_id::field_constant)>::is_sound,
                  "tollgate: a constant must have a text, since an empty one is not sent: "
                  "write `constant<\"type\", \"card\">` [tollgate.field.constant]");
    static_assert(description_of<Blamed, (Id != fault_id::field_alternative)>::is_sound,
                  "tollgate: a choice's alternatives must be different aggregates that say by which "
                  "text they are chosen: write `static constexpr std::string_view chosen_as = \"card\"` "
                  "in each [tollgate.field.alternative]");
    static_assert(description_of<Blamed, (Id != fault_id::field_alternatives)>::is_sound,
                  "tollgate: a choice_of's alternatives must be different aggregates of fields: "
                  "write a struct with `required<...>` members for each [tollgate.field.alternatives]");
    static_assert(description_of<Blamed, (Id != fault_id::field_events)>::is_sound,
                  "tollgate: events must have different contents, aggregates of fields, each with types "
                  "of event that no other one has: write "
                  "`events<\"type\", \"data\", on<payment, \"payment.paid\">>` [tollgate.field.events]");
    static_assert(
        description_of<Blamed, (Id != fault_id::field_length)>::is_sound,
        "tollgate: a text's least and greatest length must be said once each, the one not above the "
        "other, which is more than 0: write `at_least<6>, at_most<32>` or `exactly<32>` [tollgate.field.length]");
    static_assert(description_of<Blamed, (Id != fault_id::field_characters)>::is_sound,
                  "tollgate: `made_of` must name, once, printable ASCII characters, and ranges of them "
                  "from the lower to the higher: write `made_of<\"A-Za-z0-9_-\">` "
                  "[tollgate.field.characters]");
    static_assert(description_of<Blamed, (Id != fault_id::field_text)>::is_sound,
                  "tollgate: `at_least`, `at_most`, `exactly` and `made_of` are about texts: write "
                  "`required<\"id\", std::string, at_most<64>>` [tollgate.field.text]");
    static_assert(description_of<Blamed, (Id != fault_id::field_place)>::is_sound,
                  "tollgate: a field travels in one place: write `in_path`, `in_query` or `as_header`, "
                  "and one of them alone [tollgate.field.place]");

    static_assert(description_of<Blamed, (Id != fault_id::field_as_text)>::is_sound,
                  "tollgate: `as_text` is about numbers and truth values: write "
                  "`required<\"amount\", decimal, as_text>` [tollgate.field.as_text]");
    static_assert(description_of<Blamed, (Id != fault_id::field_open_enum)>::is_sound,
                  "tollgate: an open_enum must have names, each once and none of them empty: "
                  "write `open_enum<\"paid\", \"pending\">` [tollgate.field.open_enum]");
    static_assert(description_of<Blamed, (Id != fault_id::field_sent_empty)>::is_sound,
                  "tollgate: `sent_empty` is about a text that may be left out: write "
                  "`optional<\"description\", std::string, sent_empty>` [tollgate.field.sent_empty]");
    static_assert(description_of<Blamed, (Id != fault_id::field_money)>::is_sound,
                  "tollgate: money must have the gateway's names for its amount and its currency: write "
                  "`shaped_money<\"value\", \"currency\", unit::major_text>` as the field's type, or, "
                  "where its own name is the amount's, `money_beside<\"currency\">` "
                  "[tollgate.field.money]");

    static_assert(description_of<Blamed, (Id != fault_id::message_account)>::is_sound,
                  "tollgate: a message must declare `using account = ...` with its gateway's account "
                  "[tollgate.message.account]");
    static_assert(description_of<Blamed, (Id != fault_id::message_fields)>::is_sound,
                  "tollgate: a message must be an aggregate of `required<...>`, "
                  "`optional<...>` and `choice<...>` members: no other member, no constructor, "
                  "nothing private [tollgate.message.fields]");
    static_assert(description_of<Blamed, (Id != fault_id::message_carried)>::is_sound,
                  "tollgate: `carried` must be the base class from which a message has all its members: "
                  "write `struct mine : theirs { using carried = theirs; }` [tollgate.message.carried]");
    static_assert(description_of<Blamed, (Id != fault_id::message_base)>::is_sound,
                  "tollgate: a described type must have no base class: declare the members in it, or, "
                  "where it adds none, `using carried = ...` with its base class "
                  "[tollgate.message.base]");
    static_assert(description_of<Blamed, (Id != fault_id::message_count)>::is_sound,
                  "tollgate: a described type has at most 64 members: put those that belong together "
                  "into a struct of their own, and that into a choice_of or an object "
                  "[tollgate.message.count]");
    static_assert(description_of<Blamed, (Id != fault_id::message_endpoint)>::is_sound,
                  "tollgate: a message must declare `using endpoint = get<\"/path\">`, or post_json, "
                  "post_form, post_empty, put_json, patch_json, delete_ [tollgate.message.endpoint]");
    static_assert(description_of<Blamed, (Id != fault_id::message_response)>::is_sound,
                  "tollgate: a message must declare `using response = ...` with what comes back, "
                  "an aggregate of `required<...>` and `optional<...>` members "
                  "[tollgate.message.response]");
    static_assert(description_of<Blamed, (Id != fault_id::message_signature)>::is_sound,
                  "tollgate: a message's own signature must be a scheme in its place, or `not_signed`, "
                  "and no type: write `static constexpr auto request_signature = "
                  "in_field<\"...\">(scheme)` [tollgate.message.signature]");
    static_assert(description_of<Blamed, (Id != fault_id::message_timeout)>::is_sound,
                  "tollgate: a message's own deadline must be whole seconds, and no type: "
                  "write `static constexpr std::chrono::seconds timeout{180}` "
                  "[tollgate.message.timeout]");
    static_assert(description_of<Blamed, (Id != fault_id::message_question)>::is_sound,
                  "tollgate: `reconciled_by` and `confirmed_by` must be types that say what is asked by "
                  "which field: write `using reconciled_by = asks<status, \"order_id\">` "
                  "[tollgate.message.question]");
    static_assert(
        description_of<Blamed, (Id != fault_id::message_asked_in_path)>::is_sound,
        "tollgate: a message may not be `reconciled_by` a field that is `in_path`: what it acts on was "
        "there before, so an answer about it does not say that this was done; declare an "
        "`idempotency_key`, or leave it to a person [tollgate.message.asked_in_path]");
    static_assert(description_of<Blamed, (Id != fault_id::message_refusal)>::is_sound,
                  "tollgate: a message's own refusals must be described by "
                  "`static constexpr refusal_rule refusal{...}` [tollgate.message.refusal]");
    static_assert(description_of<Blamed, (Id != fault_id::message_unsigned_field)>::is_sound,
                  "tollgate: an `unsigned_field` must be a field of a callback or an answer, "
                  "since a message's fields are what is sent: remove the attribute "
                  "[tollgate.message.unsigned_field]");
    static_assert(description_of<Blamed, (Id != fault_id::message_nested)>::is_sound,
                  "tollgate: a query or form must be flat: send objects and lists with `post_json`, "
                  "write a choice's object as `beside`, or, where the gateway documents `a[b]`, declare "
                  "`static constexpr bool brackets = true` [tollgate.message.nested]");
    static_assert(description_of<Blamed, (Id != fault_id::message_pages)>::is_sound,
                  "tollgate: `pages` must be a type that names a field of the message and what its answer "
                  "declares, in a message that reads, by links with `get`: write "
                  "`using pages = by_cursor<\"next_cursor\", \"cursor\">` [tollgate.message.pages]");
    static_assert(description_of<Blamed, (Id != fault_id::message_brackets)>::is_sound,
                  "tollgate: `brackets` must be a truth value, and no type: write "
                  "`static constexpr bool brackets = true` [tollgate.message.brackets]");
    static_assert(description_of<Blamed, (Id != fault_id::message_bracket_name)>::is_sound,
                  "tollgate: in a query or form with brackets no name holds `[` or `]`: describe the "
                  "object or list that it stands in, `required<\"a\", aggregate>` "
                  "[tollgate.message.bracket_name]");
    static_assert(description_of<Blamed, (Id != fault_id::message_place)>::is_sound,
                  "tollgate: `in_path`, `in_query` and `as_header` belong to a message's own fields that "
                  "hold a text, a number or a truth value, outside of objects and choices, and to none of "
                  "an account, an answer or a callback [tollgate.message.place]");
    static_assert(description_of<Blamed, (Id != fault_id::message_path)>::is_sound,
                  "tollgate: each `{name}` of an endpoint's path needs a field that fills it, and each "
                  "field `in_path` its `{name}`: write `required<\"name\", std::string, in_path>`, of text "
                  "or a whole number [tollgate.message.path]");
    static_assert(description_of<Blamed, (Id != fault_id::message_header)>::is_sound,
                  "tollgate: a header must have a name of letters, digits and dashes, be given once, and "
                  "be none of those that the library writes itself, such as `Host` and `Content-Type` "
                  "[tollgate.message.header]");
    static_assert(description_of<Blamed, (Id != fault_id::message_body)>::is_sound,
                  "tollgate: `post_empty` sends no body: give each field a place, `in_path`, `in_query` or "
                  "`as_header`, the signature a header, and write `using from_account = picks<>` "
                  "[tollgate.message.body]");
    static_assert(description_of<Blamed, (Id != fault_id::message_array_body)>::is_sound,
                  "tollgate: an `array_body` must be all of a JSON body: give each other field a place, the "
                  "signature a header, and write `using from_account = picks<>` "
                  "[tollgate.message.array_body]");
    static_assert(
        description_of<Blamed, (Id != fault_id::message_browser)>::is_sound,
        "tollgate: what the payer's browser sends, or a script is handed, has no headers of ours: give "
        "each field and the signature a place in the form, in the path or in the query [tollgate.message.browser]");
    static_assert(description_of<Blamed, (Id != fault_id::message_key)>::is_sound,
                  "tollgate: a message has at most one idempotency_key, as a field of its own, not inside an "
                  "object, a list or a choice, and an account has none [tollgate.message.key]");
    static_assert(description_of<Blamed, (Id != fault_id::message_key_reads)>::is_sound,
                  "tollgate: a message that only reads may be sent as often as one likes and has no "
                  "idempotency_key: describe the field as a `std::string`, or the message as one that "
                  "creates [tollgate.message.key_reads]");
    static_assert(description_of<Blamed, (Id != fault_id::message_key_lifetime)>::is_sound,
                  "tollgate: a message with an idempotency_key needs to know how long the gateway keeps it, "
                  "for afterwards the same key pays again: declare in it or in provider_traits `static "
                  "constexpr std::chrono::seconds key_lifetime = std::chrono::hours{24}`, or `for_good` "
                  "[tollgate.message.key_lifetime]");

    static_assert(description_of<Blamed, (Id != fault_id::provider_traits)>::is_sound,
                  "tollgate: an account must be described: specialise `tollgate::provider_traits` for "
                  "it [tollgate.provider.traits]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_account)>::is_sound,
                  "tollgate: an account must be an aggregate of `required<...>` and `optional<...>` "
                  "members: no other member, no constructor, nothing private "
                  "[tollgate.provider.account]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_name)>::is_sound,
                  "tollgate: provider_traits must declare `static constexpr std::string_view name` "
                  "[tollgate.provider.name]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_host)>::is_sound,
                  "tollgate: provider_traits must declare `static constexpr std::string_view host`, or "
                  "`static constexpr auto host = hosts<...>` [tollgate.provider.host]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_host_name)>::is_sound,
                  "tollgate: provider_traits::host must be a host's name or address, "
                  "with its port and the path before all endpoints if it has them: write "
                  "`gw.example:8443/v2`, without a scheme, a query or a slash at its end "
                  "[tollgate.provider.host_name]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_host_text)>::is_sound,
                  "tollgate: a host must be made of fixed texts and text fields of the account, and end in "
                  "a fixed text that begins with `.` or `-` and holds the gateway's whole name: write "
                  "`account_field<\"prefix\"> + \".gw.example\"` "
                  "[tollgate.provider.host_text]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_hosts)>::is_sound,
                  "tollgate: `hosts` must hold the name of each environment once, and behind it its "
                  "host: write `hosts<\"test\", \"test.gw.example\", \"live\", \"gw.example\">` "
                  "[tollgate.provider.hosts]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_environment)>::is_sound,
                  "tollgate: an account must have one `required<\"environment\", environment>` member "
                  "where its gateway has several `hosts`, which it chooses, and none elsewhere "
                  "[tollgate.provider.environment]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_signatures)>::is_sound,
                  "tollgate: provider_traits must declare `static constexpr auto request_signature = "
                  "in_field<\"...\">(scheme)`, and response_signature, callback_signature; "
                  "or `not_signed` [tollgate.provider.signatures]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_refusal)>::is_sound,
                  "tollgate: provider_traits must declare `static constexpr refusal_rule refusal{...}` "
                  "[tollgate.provider.refusal]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_refusal_path)>::is_sound,
                  "tollgate: a refusal_rule's names must be names of fields, "
                  "inside objects and lists joined by one dot: write `.code = \"error.code\"` "
                  "[tollgate.provider.refusal_path]");
    static_assert(
        description_of<Blamed, (Id != fault_id::provider_refusal_words)>::is_sound,
        "tollgate: in a refusal_rule `not_found`, `success_codes`, `open_codes` and `again_codes` need "
        "`code`, `unless` and `flag_may_lack` need `flag`, and no code stands in two of them: "
        "name the field, or leave the word out [tollgate.provider.refusal_words]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_refusal_status)>::is_sound,
                  "tollgate: a refusal_rule's `refused_at`, `again_at` and `not_found_at` must hold HTTP "
                  "statuses from 300 to 599, and `again_at` none of the others': write "
                  "`.refused_at = {400, 404}, .again_at = {429}` [tollgate.provider.refusal_status]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_refusal_header)>::is_sound,
                  "tollgate: a refusal_rule's `open_header` must be a header's name and its value: write "
                  "`.open_header = {\"transient-error\", \"true\"}` [tollgate.provider.refusal_header]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_acknowledged)>::is_sound,
                  "tollgate: provider_traits must declare "
                  "`static constexpr acknowledgement acknowledged{...}` "
                  "[tollgate.provider.acknowledged]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_timeout)>::is_sound,
                  "tollgate: provider_traits must declare "
                  "`static constexpr std::chrono::seconds timeout{...}` [tollgate.provider.timeout]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_text)>::is_sound,
                  "tollgate: `key`, `key_fallback`, `gateway_key`, `amounts_in` and `probes` must be texts "
                  "that the compiler knows, `probes` no empty one, and no types: write "
                  "`static constexpr std::string_view key = \"...\"` [tollgate.provider.text]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_picks)>::is_sound,
                  "tollgate: `from_account`, `echoes_account` and `identity` must be types that name "
                  "fields: write `using identity = picks<\"id\">` [tollgate.provider.picks]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_from_account)>::is_sound,
                  "tollgate: `from_account` must name fields that the account declares, "
                  "none of them a key: add the field, or correct the name "
                  "[tollgate.provider.from_account]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_echoes_account)>::is_sound,
                  "tollgate: `echoes_account` must name fields that both the message and its account "
                  "declare, none of them a key [tollgate.provider.echoes_account]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_amounts_in)>::is_sound,
                  "tollgate: `amounts_in` must name a field of the account, "
                  "of which the text is a currency's code [tollgate.provider.amounts_in]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_path)>::is_sound,
                  "tollgate: an endpoint must start with a slash: write `get<\"/path\">` "
                  "[tollgate.provider.path]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_path_parameter)>::is_sound,
                  "tollgate: in an endpoint's path `{...}` must hold the name of a field, another one each "
                  "time, one at most between two slashes, and none behind `?`: write "
                  "`get<\"/payments/{id}\">` [tollgate.provider.path_parameter]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_path_character)>::is_sound,
                  "tollgate: an endpoint's path must be percent-encoded: write `%20` for a blank, "
                  "and no `#` [tollgate.provider.path_character]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_duplicate_name)>::is_sound,
                  "tollgate: a message must have each name once, its account's fields included: "
                  "rename or remove one of the two [tollgate.provider.duplicate_name]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_key)>::is_sound,
                  "tollgate: an account must have one `required<\"...\", secret>` member, "
                  "or its traits or message must name one: "
                  "`static constexpr std::string_view key = \"...\"` [tollgate.provider.key]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_key_fallback)>::is_sound,
                  "tollgate: a key that is `optional<\"...\", secret>`, and no other, "
                  "needs `static constexpr std::string_view key_fallback = \"...\"` with a required "
                  "secret [tollgate.provider.key_fallback]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_public_key)>::is_sound,
                  "tollgate: an account must have one `required<\"...\", public_key>` member to verify "
                  "a public-key signature, or its traits or message must name one: "
                  "`static constexpr std::string_view gateway_key = \"...\"` "
                  "[tollgate.provider.public_key]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_signature_field)>::is_sound,
                  "tollgate: the signature must have a field of its own: "
                  "remove the message's field of that name [tollgate.provider.signature_field]");
    static_assert(
        description_of<Blamed, (Id != fault_id::provider_enclosed)>::is_sound,
        "tollgate: `enclosed` must say which field holds the others, be no type, and leave no field "
        "for the path, the query or a header: write `static constexpr auto enclosed = "
        "base64_json<\"Parameters\">` [tollgate.provider.enclosed]");

    static_assert(description_of<Blamed, (Id != fault_id::provider_sent_headers)>::is_sound,
                  "tollgate: `sent_headers` must be a list of headers, and no type: write `static constexpr "
                  "auto sent_headers = headers_of(bearer<\"secret_key\">)` [tollgate.provider.sent_headers]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_token)>::is_sound,
                  "tollgate: `bearer_token` must be given by a message: write `using token = get_token` in "
                  "provider_traits, and in that message, which needs no values and carries no token, "
                  "`using gives = access_token<\"access_token\", \"expires_in\">` "
                  "[tollgate.provider.token]");
    static_assert(description_of<Blamed, (Id != fault_id::provider_header_text)>::is_sound,
                  "tollgate: a header that is sent must be made of fixed texts, and of secrets and fields "
                  "that the account declares, of no digest and no field of a message: add the member, or "
                  "correct the name [tollgate.provider.header_text]");

    static_assert(description_of<Blamed, (Id != fault_id::callback_account)>::is_sound,
                  "tollgate: a callback must declare `using account = ...` with its gateway's account "
                  "[tollgate.callback.account]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_fields)>::is_sound,
                  "tollgate: a callback must be an aggregate of `required<...>` and `optional<...>` "
                  "members: no other member, no constructor, nothing private [tollgate.callback.fields]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_unsigned)>::is_sound,
                  "tollgate: a callback must be signed: declare "
                  "`callback_signature = in_field<\"...\">(scheme)`, or, if the gateway never signs it, "
                  "`never_signed` [tollgate.callback.unsigned]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_never_signed)>::is_sound,
                  "tollgate: a callback that is never signed must be confirmed by the gateway: declare "
                  "`using confirmed_by = asks<show_payment, \"id\", \"object.id\">` "
                  "[tollgate.callback.never_signed]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_nothing_covered)>::is_sound,
                  "tollgate: a callback of which the signature covers nothing must be confirmed by the "
                  "gateway, since anyone could have changed it: declare "
                  "`using confirmed_by = asks<show_payment, \"id\">`, or sign `body` itself "
                  "[tollgate.callback.nothing_covered]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_asked_by)>::is_sound,
                  "tollgate: a callback must declare the field whose text its `confirmed_by` asks by: "
                  "add the member, or write its path, `asks<show_payment, \"id\", \"object.id\">` "
                  "[tollgate.callback.asked_by]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_payer_return)>::is_sound,
                  "tollgate: what a payer's browser brings back is one signed message that may be a form: "
                  "declare `static constexpr bool also_as_form = true` in it "
                  "[tollgate.callback.payer_return]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_items)>::is_sound,
                  "tollgate: a callback's items must be a list in a JSON body, and each be signed in a field "
                  "of its own: write `using items = each<\"items\", \"item\">`, and "
                  "`in_field<\"...\">(scheme)` [tollgate.callback.items]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_acknowledgement)>::is_sound,
                  "tollgate: what a callback is answered with must be an acknowledgement, and no type: "
                  "write `static constexpr acknowledgement acknowledged{.body = \"OK\"}` "
                  "[tollgate.callback.acknowledgement]");
    static_assert(
        description_of<Blamed, (Id != fault_id::callback_fixed_acknowledgement)>::is_sound,
        "tollgate: a callback with `items` or `confirmed_by` must be answered with a fixed text, since "
        "its fields are those of one item, or nobody signed them: write `static constexpr acknowledgement "
        "acknowledged{.body = \"OK\"}` [tollgate.callback.fixed_acknowledgement]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_flag)>::is_sound,
                  "tollgate: `also_as_form`, `only_as_form` and `body_is_opaque` must be truth values, "
                  "and no types: write `static constexpr bool also_as_form = true` "
                  "[tollgate.callback.flag]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_signed_at)>::is_sound,
                  "tollgate: `signed_at` must say how far from now a callback may be signed, "
                  "and be no type: write `static constexpr auto signed_at = "
                  "signed_within(std::chrono::minutes{5}, header<\"...\">)` "
                  "[tollgate.callback.signed_at]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_sealed)>::is_sound,
                  "tollgate: `sealed` must say which object of the callback is sealed, and be no type: write "
                  "`static constexpr auto sealed = aes_256_gcm<\"resource\", \"api_v3_key\">` "
                  "[tollgate.callback.sealed]");
    static_assert(
        description_of<Blamed, (Id != fault_id::callback_sealed_key)>::is_sound,
        "tollgate: a sealed object has a name, and is opened with a secret that the account declares: "
        "write `aes_256_gcm<\"resource\", \"api_v3_key\">`, and "
        "`required<\"api_v3_key\", secret>` in the account [tollgate.callback.sealed_key]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_status_order)>::is_sound,
                  "tollgate: `status_order` must be a table of steps, and no type: "
                  "write `static constexpr auto status_order = status_steps({{1, 2}, {2, "
                  "3}})` [tollgate.callback.status_order]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_identity)>::is_sound,
                  "tollgate: a callback must declare `using identity = picks<\"id\", ...>`, "
                  "names of its own fields, to be handled once [tollgate.callback.identity]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_identity_name)>::is_sound,
                  "tollgate: `identity` must name fields that the callback declares: add the field, "
                  "or correct the name [tollgate.callback.identity_name]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_same_identity)>::is_sound,
                  "tollgate: `same_identity` must name two texts or more, each once, that its field can "
                  "have: write `using same_identity = alike<\"status\", \"paid\", \"refunded\">` "
                  "[tollgate.callback.same_identity]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_test_flag)>::is_sound,
                  "tollgate: tests must be described by a rule: instead of `test_flag` write `static "
                  "constexpr test_rule tests{.field = \"...\", .live = {\"0\", \"false\"}, "
                  ".may_lack = true}` [tollgate.callback.test_flag]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_test_rule)>::is_sound,
                  "tollgate: tests must be described by `static constexpr test_rule tests{.field = "
                  "\"...\", .live = \"...\"}` [tollgate.callback.test_rule]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_test_field)>::is_sound,
                  "tollgate: a test_rule must name a field that the message declares, "
                  "or one inside it by a dot: write `.field = \"livemode\"` "
                  "[tollgate.callback.test_field]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_test_values)>::is_sound,
                  "tollgate: a test_rule must name its field and say what is live: "
                  "write `.live = \"true\"`, or `.may_lack = true` where only tests have the field "
                  "[tollgate.callback.test_values]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_unsigned_member)>::is_sound,
                  "tollgate: a callback's signature must cover its members: "
                  "mark one that it does not cover, `optional<\"...\", T, unsigned_field>`, "
                  "and outside of a choice [tollgate.callback.unsigned_member]");
    static_assert(description_of<Blamed, (Id != fault_id::callback_unsigned_decision)>::is_sound,
                  "tollgate: `identity`, `tests` and `signed_at` must name what the callback's "
                  "signature covers, or anyone decides by them; where the gateway confirms it, declare "
                  "them in its answer [tollgate.callback.unsigned_decision]");

    static_assert(description_of<Blamed, (Id != fault_id::signing_undeclared)>::is_sound,
                  "tollgate: a scheme must name what is declared: a secret or field of the account; "
                  "in a request a field of its message, and `Host` or `Content-Type` of the headers: "
                  "add the member, or correct the name [tollgate.signing.undeclared]");
    static_assert(
        description_of<Blamed, (Id != fault_id::signing_of_request)>::is_sound,
        "tollgate: `operation`, `method`, `path`, `target` and `query` are words of a request: in the scheme of a callback "
        "or an answer nothing stands behind them; name the field or header that carries it "
        "[tollgate.signing.of_request]");
    static_assert(description_of<Blamed, (Id != fault_id::signing_signs_itself)>::is_sound,
                  "tollgate: a signature must not sign itself: write `fields | but<\"...\">`, "
                  "or `headers | but<\"...\">`, with the signature's own name "
                  "[tollgate.signing.signs_itself]");
    static_assert(description_of<Blamed, (Id != fault_id::signing_body_in_field)>::is_sound,
                  "tollgate: a signature that stands in the body cannot sign the whole body: "
                  "write `fields | but<\"...\">`, or `in_header` [tollgate.signing.body_in_field]");
    static_assert(description_of<Blamed, (Id != fault_id::signing_unsent_name)>::is_sound,
                  "tollgate: `plus` adds what is not sent, so the message must have no field of its "
                  "name: give it another name [tollgate.signing.unsent_name]");
    static_assert(description_of<Blamed, (Id != fault_id::signing_no_secret)>::is_sound,
                  "tollgate: a secret must take part in the signature, whatever the message says: "
                  "write `hmac_sha256(key, text)` or `hex(sha256(text + key))` "
                  "[tollgate.signing.no_secret]");
    static_assert(description_of<Blamed, (Id != fault_id::signing_glued_header)>::is_sound,
                  "tollgate: a header beside a body that may be a form or anything needs a separator, "
                  "or one could go on in the other: write `header<\"X-Id\"> + \".\" + body`, "
                  "or receive JSON alone [tollgate.signing.glued_header]");
    static_assert(description_of<Blamed, (Id != fault_id::signing_verify_only)>::is_sound,
                  "tollgate: a request cannot be signed with a public key, which only verifies: "
                  "write `hmac_sha256(...)`, `rsa_pkcs1<sha256>(signed_by<\"private_key\">, ...)`, or "
                  "`request_signature = not_signed` "
                  "[tollgate.signing.verify_only]");

    static_assert(description_of<Blamed, (Id != fault_id::signing_unshown)>::is_sound,
                  "tollgate: `now` and `nonce` must be shown by the header that carries the signature, or "
                  "nobody can verify it: write `in_header<\"Authorization\">(\"t=\" + now + \",s=\" + "
                  "base64(...))` [tollgate.signing.unshown]");
    static_assert(description_of<Blamed, (Id != fault_id::signing_account_choice)>::is_sound,
                  "tollgate: what the account chooses by must be one required field of it, an `open_enum`, "
                  "and each of its names chosen for once: write `required<\"version\", open_enum<\"V1\", "
                  "\"V2\">>` and `by_account<\"version\", \"V1\", \"V2\">(...)` "
                  "[tollgate.signing.account_choice]");
    static_assert(
        description_of<Blamed, (Id != fault_id::signing_enclosed)>::is_sound,
        "tollgate: the signature of an enclosed message stands in a field beside it, and covers the "
        "text that holds the others: write `in_field<\"Signature\">(base64(hmac_sha256(key, "
        "field<\"Parameters\">)))` [tollgate.signing.enclosed]");

    static_assert(description_of<Blamed, (Id != fault_id::hash_policy)>::is_sound,
                  "tollgate: signing needs a hash policy: include <tollgate/hash/cryptopp.hpp> for the "
                  "default one, or name another [tollgate.hash.policy]");
    static_assert(description_of<Blamed, (Id != fault_id::hash_public_key)>::is_sound,
                  "tollgate: a public-key signature needs the hash policy's keys: "
                  "include <tollgate/hash/cryptopp_public_key.hpp>, or openssl_public_key.hpp for "
                  "openssl_hash [tollgate.hash.public_key]");
    static_assert(description_of<Blamed, (Id != fault_id::hash_private_key)>::is_sound,
                  "tollgate: a request that is signed with a private key needs the hash policy's keys: "
                  "include <tollgate/hash/cryptopp_private_key.hpp>, or openssl_private_key.hpp for "
                  "openssl_hash [tollgate.hash.private_key]");
    static_assert(
        description_of<Blamed, (Id != fault_id::hash_ciphers)>::is_sound,
        "tollgate: a sealed object, or a key that a cipher derives, needs the hash policy's ciphers: "
        "include <tollgate/hash/cryptopp_ciphers.hpp>, or openssl_ciphers.hpp for openssl_hash "
        "[tollgate.hash.ciphers]");

    static_assert(description_of<Blamed, (Id != fault_id::client_question)>::is_sound,
                  "tollgate: a question must be declared `effect::reads`, "
                  "and its answer must have the field that it asks by [tollgate.client.question]");
    static_assert(description_of<Blamed, (Id != fault_id::client_cannot_reconcile)>::is_sound,
                  "tollgate: this gateway has no question by which the message can be reconciled: "
                  "look into its back office, or declare `using reconciled_by = asks<...>` "
                  "[tollgate.client.cannot_reconcile]");
    static_assert(
        description_of<Blamed, (Id != fault_id::client_cannot_confirm)>::is_sound,
        "tollgate: this gateway has no question by which the callback can be confirmed, "
        "so nothing says that an unsigned one is genuine; or declare `using confirmed_by = asks<...>` "
        "[tollgate.client.cannot_confirm]");
    static_assert(description_of<Blamed, (Id != fault_id::client_pages)>::is_sound,
                  "tollgate: a list is asked for page by page by a message that says how: declare "
                  "`using pages = by_cursor<\"next_cursor\", \"cursor\">`, or another of these words "
                  "[tollgate.client.pages]");
    static_assert(
        description_of<Blamed, (Id != fault_id::client_sent_by)>::is_sound,
        "tollgate: what the payer's browser sends (`browser_form`, `browser_link`) is given to it, write "
        "`client.page(message)`; what a script is handed (`handed_over`), `client.hand_over(message)`; "
        "every other message is sent: `client.send(message)` "
        "[tollgate.client.sent_by]");
    return true;
}

} // namespace tollgate::inline v0::detail

#endif
