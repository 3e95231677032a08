// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_REQUEST_HPP
#define TOLLGATE_REQUEST_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/account_texts.hpp>
#include <tollgate/detail/amounts.hpp>
#include <tollgate/detail/format/brackets.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/detail/outside.hpp>
#include <tollgate/detail/scheme_checks.hpp>
#include <tollgate/detail/sentences.hpp>
#include <tollgate/detail/verification.hpp>
#include <tollgate/header.hpp>
#include <tollgate/signing/verify.hpp>
#include <tollgate/signing_sources.hpp>

#include <boost/container/static_vector.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0 {

/// The name by which logs know a request, as an argument: `client.send(order, tollgate::log_as{"A-1002"})`. It is not sent.
struct log_as {
    std::string name;
};

/// The few headers of a request that depend on its message.
using header_list = boost::container::static_vector<header, 2>;

namespace detail {

/// The base path of a gateway and the path of an endpoint, where no account decides.
template <class M>
inline constexpr auto fixed_path_text = [] {
    constexpr std::string_view base = path_in(host_table_of<typename M::account>.fixed);
    std::array<char, base.size() + M::endpoint::path.size()> text{};
    std::ranges::copy(M::endpoint::path, std::ranges::copy(base, text.begin()).out);
    return text;
}();

/// A message that is sent, as far as its type decides.
struct message_table {
    top_fields fields;
    account_table account;
    host_table const &hosts;
    wire_form form;
    bool has_brackets; ///< See \ref detail::has_brackets.
    std::string_view method;
    std::string_view path; ///< Without the base path where the account decides it.
    std::string_view operation;
    std::span<header const> headers;
    std::string_view open_name; ///< See \ref open_name_in.
    signing::declared_names names{};
    signing::scheme_view scheme{}; ///< Empty: it is not signed.
    signing::scheme_view signed_text{};
    bool shows_account = false;
    bool may_lack_secret = false;       ///< What it need not be asked then is known while compiling.
    bool has_list = false;              ///< The message lists what is signed.
    std::string_view signature_field{}; ///< Empty: the signature is no parameter.
    bool is_signature_in_header = false;
};

template <class M>
inline constexpr message_table message_table_of = [] {
    using endpoint = typename M::endpoint;
    using rule = request_rule_t<M>;
    message_table table{.fields = top_fields_of<M>,
                        .account = account_table_of<M>,
                        .hosts = host_table_of<typename M::account>,
                        .form = endpoint::form,
                        .has_brackets = has_brackets<M>,
                        .method = endpoint::method,
                        .path = {fixed_path_text<M>.data(), fixed_path_text<M>.size()},
                        .operation = endpoint::operation,
                        .headers = headers_sent<M>,
                        .open_name = open_name_in(field_table_of<M>)};
    if constexpr (rule::is_signed) {
        table.names = declared<M>();
        table.names.are_all = table.open_name.empty();
        table.scheme = request_table<M>;
        table.signed_text = signing::text_under_digest(table.scheme);
        table.shows_account = shows_account<rule>;
        table.may_lack_secret = signing::may_lack_secret(table.scheme);
        table.has_list = signing::has_list(table.scheme);
        if constexpr (requires { rule::field; })
            table.signature_field = rule::field;
        else
            table.is_signature_in_header = true;
    }
    return table;
}();

/// The text that carries the parameters: a target with its query, or a body.
[[nodiscard]] TOLLGATE_DECL std::string write_wire(message_table const &known, std::string_view path,
                                                   std::span<parameter const> items, std::string room = {});
/// Reads back what \ref write_wire wrote.
/// \param path_size how long the path is that stands before the parameters
[[nodiscard]] TOLLGATE_DECL std::optional<errc> read_wire(message_table const &known, std::size_t path_size,
                                                          std::string_view wire, parameter_list &to);

/// Where a request goes.
struct request_address {
    std::string_view host;
    std::string_view path; ///< With the base path.
};
/// Writes it, where the account decides: `gw.example:8443/v2/pay`.
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with> write_address(message_table const &known,
                                                                      void const *account, std::string &to);
/// \param written of \ref write_address; empty where no account decides
[[nodiscard]] inline request_address address_in(message_table const &known, std::string_view written) noexcept
{
    if (known.hosts.is_fixed()) return {host_in(known.hosts.fixed), known.path};
    return {host_in(written), path_in(written)};
}

/// The headers that a scheme can name, `Host` among them.
class named_headers {
public:
    /// Views into both.
    named_headers(message_table const &known, request_address const &address) : all_{known.headers}
    {
        if (known.hosts.is_fixed()) return;
        own_.assign(known.headers.begin(), known.headers.end());
        own_.front().value = address.host;
        all_ = {own_.data(), own_.size()};
    }
    named_headers(named_headers const &) = delete;
    named_headers &operator=(named_headers const &) = delete;

    [[nodiscard]] std::span<header const> all() const noexcept { return all_; }

private:
    header_list own_;
    std::span<header const> all_;
};

/// Lowers the account's fields that a message sends.
TOLLGATE_DECL void lower_sent(message_table const &known, void const *account, lowering &to);

/// Lowers those, then the message's own.
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
lower_request(message_table const &known, void const *account, void const *message,
              amounts_rule const &amounts, parameter_list &to);
template <class Message>
[[nodiscard]] std::optional<problem_with> lower_request(typename Message::account const &account,
                                                        Message const &message, parameter_list &to)
{
    return lower_request(message_table_of<Message>, &account, &message, amounts_rule_of(account), to);
}

/// Signs a request; `over` shows what there is of it so far.
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
sign_request(message_table const &known, void const *account, digest_table const &digests,
             signing::context over, signing::signature &to);
template <class Hash, class Message>
[[nodiscard]] std::optional<problem_with> sign_request(typename Message::account const &account,
                                                       signing::context const &over, signing::signature &to)
{
    return sign_request(message_table_of<Message>, &account, digests_of<Hash>, over, to);
}

/// Makes a request's text and its signature, or gives what is wrong, as soon as something is.
/// \param outside null unless the scheme has `now`, `nonce` or `signed_by`
/// \param address where \ref write_address writes; null where no account decides
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
write_request(message_table const &known, void const *account, void const *message,
              amounts_rule const &amounts, digest_table const &digests,
              signing::outside_values const *outside, std::string *address, std::string room,
              std::string &wire, signing::signature &signature);

/// The signed text for printing, with what must not be seen masked; `over` shows what was sent, read back into `parameters`.
[[nodiscard]] TOLLGATE_DECL std::string canonical_text(message_table const &known, signing::context over,
                                                       digest_table const &digests,
                                                       parameter_list &parameters);

} // namespace detail

namespace detail {

struct request_maker;

/// False as soon as what holds it was moved away.
class unspent {
public:
    unspent() = default;
    unspent(unspent &&other) noexcept : value_{std::exchange(other.value_, false)} {}
    unspent &operator=(unspent &&other) noexcept
    {
        value_ = std::exchange(other.value_, false);
        return *this;
    }
    unspent(unspent const &) = delete;
    unspent &operator=(unspent const &) = delete;
    ~unspent() = default;

    [[nodiscard]] explicit operator bool() const noexcept { return value_; }

private:
    bool value_ = true;
};

} // namespace detail

/**
 * \brief A signed request in wire form, not yet sent.
 * \details Owns one text; everything else is a view into it or a constant. Move-only: a payment is sent once.
 */
template <message Message, hash_policy Hash = cryptopp_hash>
class request {
    using endpoint = typename Message::endpoint;
    using rule = detail::request_rule_t<Message>;
    static constexpr bool in_target = endpoint::form == detail::wire_form::query;
    static constexpr bool has_own_address = !detail::has_fixed_host<typename Message::account>;
    static constexpr auto const &known = detail::message_table_of<Message>;

public:
    request(request &&) noexcept = default;
    request &operator=(request &&) noexcept = default;
    request(request const &) = delete;
    request &operator=(request const &) = delete;
    ~request() = default;

    /// `GET` or `POST`.
    [[nodiscard]] std::string_view method() const noexcept { return endpoint::method; }
    /// The gateway's host name, with its port where that is not 443; where the account decides, a view into this request.
    [[nodiscard]] std::string_view host() const & noexcept { return address().host; }
    [[nodiscard]] std::string host() && { return std::string{address().host}; }
    /// Path and query.
    [[nodiscard]] std::string_view target() const & noexcept
    {
        return in_target ? std::string_view{wire_} : address().path;
    }
    [[nodiscard]] std::string target() && { return std::string{std::as_const(*this).target()}; }
    /// What is sent besides the headers that every request has. Views into this request.
    [[nodiscard]] header_list headers() const &
    {
        header_list all{detail::content_type<endpoint::form>};
        if constexpr (requires { rule::header; }) all.push_back({rule::header, signature_.text()});
        if (all.front().value.empty()) all.erase(all.begin());
        return all;
    }
    header_list headers() && = delete; // they view into a request that is about to go
    [[nodiscard]] std::string_view body() const & noexcept
    {
        return in_target ? std::string_view{} : std::string_view{wire_};
    }
    [[nodiscard]] std::string body() && { return std::string{std::as_const(*this).body()}; }
    [[nodiscard]] signing::signature const &signature() const & noexcept { return signature_; }
    [[nodiscard]] signing::signature signature() && noexcept { return std::move(signature_); }
    /// Gives the text's memory away, for the next \ref make_request. What this request showed is gone then.
    [[nodiscard]] std::string release() && noexcept { return std::move(wire_); }
    /// Whether it was moved away, to be sent for instance, and its bytes are gone; or was sent and kept for `client::retry`.
    [[nodiscard]] bool is_spent() const noexcept { return !unspent_ || is_sent_; }

    /**
     * \brief Gives the request a name by which logs know it, e.g. the merchant's own id; it is not sent.
     * \details A transport's observer is told this name at each step. Control characters and `"` become `?`, so that a
     * name cannot forge a line.
     */
    void log_as(std::string name)
    {
        std::ranges::replace_if(
            name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '"'; }, '?');
        logged_as_ = std::move(name);
    }
    /// The name that \ref log_as gave; empty unless it did.
    [[nodiscard]] std::string_view logged_as() const & noexcept { return logged_as_; }
    [[nodiscard]] std::string logged_as() && noexcept { return std::move(logged_as_); }

    /**
     * \brief The signed text, read back from the wire form: for logs, and for comparing with the gateway's support.
     * \par Security
     * Secrets are shown as `[secret]`, parameters declared `personal` or `card_data` as `[masked]`.
     */
    [[nodiscard]] std::string canonical() const
    {
        if constexpr (rule::is_signed) {
            parameter_list parameters;
            if (detail::read_wire(known, address().path.size(), wire_, parameters)) return {};
            detail::named_headers const headers{known, address()};
            signing::outside_values outside; // the key signs nothing here
            if constexpr (detail::is_of_moment<rule>) {
                outside.now = moment_.now;
                outside.nonce = moment_.nonce;
            }
            return detail::canonical_text(
                known, {.target = target(), .headers = headers.all(), .body = body(), .outside = &outside},
                detail::digests_of<Hash>, parameters);
        } else {
            return {};
        }
    }

private:
    friend struct detail::request_maker;

    request() = default;

    [[nodiscard]] detail::request_address address() const noexcept
    {
        if constexpr (has_own_address)
            return detail::address_in(known, address_);
        else
            return detail::address_in(known, {});
    }

    struct nothing {};

    [[no_unique_address]] std::conditional_t<has_own_address, std::string, nothing> address_;
    std::string wire_;
    std::string logged_as_;
    signing::signature signature_;
    [[no_unique_address]] detail::moment_of<rule> moment_;
    detail::unspent unspent_;
    bool is_sent_ = false;
};

namespace detail {

struct request_maker {
    /// What is sent of a request that the program keeps: the same bytes, and the same name.
    template <class Message, class Hash>
    [[nodiscard]] static request<Message, Hash> copy_to_send(request<Message, Hash> &kept)
    {
        request<Message, Hash> copy;
        copy.address_ = kept.address_;
        copy.wire_ = kept.wire_;
        copy.logged_as_ = kept.logged_as_;
        copy.signature_ = kept.signature_;
        copy.moment_ = kept.moment_;
        kept.is_sent_ = true;
        return copy;
    }
    template <class Message, class Hash>
    [[nodiscard]] static bool was_moved(request<Message, Hash> const &kept) noexcept
    {
        return !kept.unspent_;
    }

    template <class Hash, class Message>
    [[nodiscard]] static result<request<Message, Hash>>
    make(typename Message::account const &account, Message const &message,
         [[maybe_unused]] signing_sources const *sources, std::string room)
    {
        using rule = request_rule_t<Message>;
        request<Message, Hash> made;
        std::string *address = nullptr;
        if constexpr (!has_fixed_host<typename Message::account>) address = &made.address_;
        auto const write = [&](signing::outside_values const *outside) {
            return write_request(message_table_of<Message>, &account, &message, amounts_rule_of(account),
                                 digests_of<Hash>, outside, address, std::move(room), made.wire_,
                                 made.signature_);
        };
        std::optional<problem_with> problem;
        if constexpr (needs_outside<rule>) {
            if constexpr (is_of_moment<rule>) made.moment_ = texts_of_moment(sources);
            signing::outside_values const outside = outside_of<Hash, rule>(account, made.moment_);
            problem = write(&outside);
        } else {
            problem = write(nullptr);
        }
        if (problem) return error{problem->code, not_sent{}, sentence_for(*problem)};
        return made;
    }

    /// Gives a request that is kept a time and a text of its own anew, and signs it with them.
    template <class Hash, class Message>
    [[nodiscard]] static std::optional<problem_with> sign_again(typename Message::account const &account,
                                                                request<Message, Hash> &kept,
                                                                signing_sources const *sources)
    {
        using rule = request_rule_t<Message>;
        static_assert(is_of_moment<rule>);
        message_table const &known = message_table_of<Message>;
        parameter_list parameters;
        if (auto const why = read_wire(known, kept.address().path.size(), kept.wire_, parameters))
            return problem_with{*why, {}};
        named_headers const headers{known, kept.address()};
        kept.moment_ = texts_of_moment(sources);
        signing::outside_values const outside = outside_of<Hash, rule>(account, kept.moment_);
        return sign_request(known, &account, digests_of<Hash>,
                            {.fields = std::as_const(parameters).items(),
                             .operation = known.operation,
                             .method = known.method,
                             .target = kept.target(),
                             .headers = headers.all(),
                             .body = kept.body(),
                             .outside = &outside},
                            kept.signature_);
    }
};

} // namespace detail

namespace detail {

/// What a message that cannot be signed would give, so that nothing but the sentence about it is said.
template <class Message, class Hash>
struct request_result_of {
    using type = result<std::string>;
};
template <message Message, hash_policy Hash>
struct request_result_of<Message, Hash> {
    using type = result<request<Message, Hash>>;
};
template <class Message, class Hash>
using request_result = typename request_result_of<Message, Hash>::type;

} // namespace detail

/**
 * \brief Signs a message and writes it in wire form. Pure: bytes out, nothing sent.
 * \param room a text whose memory is used again, such as that of a request that was sent: `std::move(request).release()`
 * \par Errors
 * All with the outcome `not_sent`:
 * \li errc::empty_value, errc::control_character, errc::value_not_utf8 for a value that cannot be sent
 * \li errc::text_length, errc::text_character for a text that the gateway does not take, as its description says
 * \li errc::unsendable_name for a name given at run time that is empty, or holds a bracket, in a form or query with brackets
 * \li errc::ambiguous_value for a value that would make the signed text equal to another message's
 * \li errc::unsignable_value if the gateway documents no signed text for such a value
 * \li errc::excess_precision for an amount with more decimal places than the account's currency has, where the account
 * says which it is; errc::unknown_currency if that is none
 * \li errc::missing_field if a choice made at run time lacks one of its parameters
 * \li errc::invalid_secret if the account leaves out a secret that the scheme names, or its secret does not decode as the scheme says
 * \li errc::missing_account_field if the account leaves out another of its fields that the scheme names, or its host
 * \li errc::unknown_environment, errc::invalid_address if the gateway has no such environment, or a field of the account cannot be a
 * part of a host's name
 * \li errc::invalid_private_key if the account leaves out the private key that signs, or its halves do not belong together
 * \li errc::field_not_signed if the message's own list of signed fields leaves out a required one, or the secret's place
 * \par Exception safety
 * Throws `std::bad_alloc` only; allocates the wire text unless `room` is large enough, and nothing else up to 4 KiB of
 * signed text and 4 KiB of what a scheme makes of values, each with some 60 bytes. The first HMAC with a secret is kept beside it.
 */
template <class Hash = cryptopp_hash, class Message>
    requires detail::sendable<Message, Hash>
[[nodiscard]] result<request<Message, Hash>> make_request(typename Message::account const &account,
                                                          Message const &message, std::string room = {})
{
    return detail::request_maker::make<Hash>(account, message, nullptr, std::move(room));
}
/// \copydoc make_request
/// \param sources where the scheme's `now` and `nonce` come from
template <class Hash = cryptopp_hash, class Message>
    requires detail::sendable<Message, Hash>
[[nodiscard]] result<request<Message, Hash>>
make_request(typename Message::account const &account, Message const &message, signing_sources const &sources,
             std::string room = {})
{
    return detail::request_maker::make<Hash>(account, message, &sources, std::move(room));
}
template <class Hash = cryptopp_hash, class Message>
    requires(!detail::sendable<Message, Hash> && detail::check_message<Message, Hash>())
detail::request_result<Message, Hash> make_request(auto const &account, Message const &message,
                                                   std::string room = {});
template <class Hash = cryptopp_hash, class Message>
    requires(!detail::sendable<Message, Hash> && detail::check_message<Message, Hash>())
detail::request_result<Message, Hash> make_request(auto const &account, Message const &message,
                                                   signing_sources const &sources, std::string room = {});

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/request.ipp>
#endif

#endif
