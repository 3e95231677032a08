// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_SCHEME_TEXT_IPP
#define TOLLGATE_IMPL_SIGNING_SCHEME_TEXT_IPP

#include <tollgate/signing/scheme_text.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::signing {

namespace scheme_writing {

[[nodiscard]] inline std::string literal_text(std::string_view text)
{
    std::string written = "\"";
    for (char const c : text) {
        if (c == '\n')
            written += "\\n";
        else if (c == '"' || c == '\\')
            written.append("\\").append(1, c);
        else
            written += c;
    }
    return written + '"';
}
[[nodiscard]] inline std::string with_names(std::string_view word, std::span<std::string_view const> names)
{
    std::string written = std::string{word} + '<';
    for (std::string_view const &name : names)
        written += (&name == names.data() ? "" : ", ") + literal_text(name);
    return written + '>';
}
[[nodiscard]] inline std::string with_names(std::string_view word, std::string_view name)
{
    return with_names(word, std::span{&name, 1});
}
[[nodiscard]] inline std::string_view name_of(algorithm digest) noexcept
{
    switch (digest) {
    case algorithm::md5: return "md5";
    case algorithm::sha1: return "sha1";
    case algorithm::sha256: return "sha256";
    case algorithm::sha384: return "sha384";
    case algorithm::sha512: return "sha512";
    }
    return "";
}
[[nodiscard]] inline std::string_view name_of(lacking what) noexcept
{
    switch (what) {
    case lacking::text: return "nonempty";
    case lacking::visible_text: return "nonblank";
    case lacking::value: return "nonnull";
    case lacking::scalar: return "scalars";
    }
    return "";
}

/// Of a leaf, which has a word alone.
[[nodiscard]] inline std::string_view word_of(op what) noexcept
{
    switch (what) {
    case op::operation: return "operation";
    case op::key: return "key";
    case op::method: return "method";
    case op::path: return "path";
    case op::target: return "target";
    case op::body: return "body";
    case op::now: return "now";
    case op::nonce: return "nonce";
    case op::name: return "name";
    case op::value: return "value";
    case op::fields: return "fields";
    case op::headers: return "headers";
    case op::query: return "query";
    default: return "";
    }
}

/// `word(first, parts…)`
[[nodiscard]] inline std::string called(std::string_view word, scheme_view of, std::string first = {})
{
    std::string arguments = std::move(first);
    for (std::size_t i = 0; i != of.front().part_count; ++i)
        arguments += (arguments.empty() ? "" : ", ") + scheme_text(part_of(of, i));
    return std::string{word} + '(' + arguments + ')';
}

[[nodiscard]] inline std::string public_key_signature(scheme_view of)
{
    row const &r = of.front();
    constexpr std::string_view ed25519 = "ed25519"; // whose digest nobody chooses
    std::string word{r.text};
    if (r.text != ed25519) word.append("<").append(name_of(r.digest)).append(">");
    if (r.after.empty()) return called(word, of);
    return word + '(' + with_names("keyed_by", r.after) + '(' + scheme_text(part_of(of, 1)) + "), " +
           scheme_text(part_of(of, 0)) + ')';
}

/// What is done to a set.
[[nodiscard]] inline std::string stage_text(scheme_view of)
{
    row const &r = of.front();
    switch (r.what) {
    case op::but: return with_names("but", r.names);
    case op::starting: return with_names("starting", r.text);
    case op::drop: return std::string{name_of(r.dropped)};
    case op::by: return "by(" + scheme_text(part_of(of, 1)) + ')';
    case op::plus: return with_names("plus", r.text) + '(' + scheme_text(part_of(of, 1)) + ')';
    case op::as: return "as(values)";
    case op::reversed: return "reversed";
    case op::chosen: return with_names("chosen_by", r.text);
    case op::flattened: {
        std::string_view const around[] = {r.text, r.after};
        return with_names("flattened", around);
    }
    default: return {};
    }
}

} // namespace scheme_writing

std::string scheme_text(scheme_view scheme)
{
    using namespace scheme_writing;
    row const &r = scheme.front();
    if (is_stage(r.what)) return scheme_text(part_of(scheme, 0)) + " | " + stage_text(scheme);
    std::string const digest{name_of(r.digest)};
    switch (r.what) {
    case op::literal: return literal_text(r.text);
    case op::secret: return with_names("secret", r.text);
    case op::account_field: return with_names("account_field", r.text);
    case op::field: return with_names("field", r.text);
    case op::header: return with_names("header", r.text);
    case op::concat: return scheme_text(part_of(scheme, 0)) + " + " + scheme_text(part_of(scheme, 1));
    case op::map: return called(r.after.empty() ? std::string{r.text} : with_names(r.text, r.after), scheme);
    case op::call: return called("function", scheme);
    case op::when_empty: return called("when_empty", scheme);
    case op::join: return called("join", scheme, literal_text(r.text));
    case op::digest: return called(digest, scheme);
    case op::hmac: return called("hmac_" + digest, scheme);
    case op::cipher: return called(std::string{r.text}.append("<").append(r.after).append(">"), scheme);
    case op::public_key: return public_key_signature(scheme);
    case op::private_key: return called("signature<" + digest + '>', scheme, with_names("signed_by", r.text));
    case op::by_account: return called(with_names("by_account", r.text), scheme);
    case op::listed: return with_names("listed", r.names);
    case op::named_in: return with_names("named_in", r.text);
    case op::within: return with_names("within", r.text);
    default: return std::string{word_of(r.what)};
    }
}

} // namespace tollgate::inline v0::signing

#endif
