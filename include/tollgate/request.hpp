// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_REQUEST_HPP
#define TOLLGATE_REQUEST_HPP

#include <tollgate/detail/account_texts.hpp>
#include <tollgate/detail/amounts.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/detail/scheme_checks.hpp>
#include <tollgate/detail/sentences.hpp>
#include <tollgate/detail/verification.hpp>
#include <tollgate/header.hpp>
#include <tollgate/signing/verify.hpp>

#include <boost/container/static_vector.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

/// The name by which logs know a request, as an argument: `client.send(order, tollgate::log_as{"A-1002"})`. It is not sent.
struct log_as {
    std::string name;
};

/// The few headers of a request that depend on its message.
using header_list = boost::container::static_vector<header, 2>;

namespace detail {

/// The text that carries the parameters: a target with its query, or a body.
[[nodiscard]] inline std::string write_wire(wire_form form, std::string_view path,
                                            std::span<parameter const> items, std::string room = {})
{
    if (form == wire_form::json) {
        string_writer text{likely_in_json(items), std::move(room)};
        write_json(items, text);
        return text.take();
    }
    string_writer text{path.size() + 1 + most_in_query(items), std::move(room)};
    if (form == wire_form::query) {
        text.append(path);
        if (!items.empty()) text.append(path.find('?') == path.npos ? '?' : '&');
    }
    write_query(items, text);
    return text.take();
}

/// Reads back what \ref write_wire wrote.
template <class Endpoint>
[[nodiscard]] std::optional<errc> read_wire(std::string_view wire, parameter_list &to)
{
    body_limits const unlimited{.size = wire.size(), .depth = body_limits::most_depth};
    if constexpr (Endpoint::form == wire_form::json)
        return parse_json(wire, to, unlimited);
    else if constexpr (Endpoint::form == wire_form::form)
        return parse_query(wire, to, unlimited);
    else
        return parse_query(wire.substr(std::min(wire.size(), Endpoint::path.size() + 1)), to, unlimited);
}

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

public:
    request(request &&) noexcept = default;
    request &operator=(request &&) noexcept = default;
    request(request const &) = delete;
    request &operator=(request const &) = delete;
    ~request() = default;

    /// `GET` or `POST`.
    [[nodiscard]] std::string_view method() const noexcept { return endpoint::method; }
    /// The gateway's host name.
    [[nodiscard]] std::string_view host() const noexcept
    {
        return provider_traits<typename Message::account>::host;
    }
    /// Path and query.
    [[nodiscard]] std::string_view target() const & noexcept
    {
        return in_target ? std::string_view{wire_} : std::string_view{endpoint::path};
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
            if (detail::read_wire<endpoint>(wire_, parameters)) return {};
            for (parameter &p : parameters.items())
                if (std::ranges::find(detail::masked_names<Message>, p.name) !=
                    detail::masked_names<Message>.end())
                    p.text = "[masked]";
            auto const texts = detail::account_texts<Message>::shown();
            signing::context shown{.fields = std::as_const(parameters).items(),
                                   .operation = endpoint::operation,
                                   .method = method(),
                                   .target = target(),
                                   .headers = detail::headers_sent<Message>,
                                   .body = body()};
            texts.show_in(shown);
            wiped_buffer text;
            if (signing::evaluate<Hash>(signing::text_under_digest(detail::request_table<Message>), shown,
                                        text))
                return {};
            return std::string{text.view()};
        } else {
            return {};
        }
    }

private:
    friend struct detail::request_maker;

    request() = default;

    std::string wire_;
    std::string logged_as_;
    signing::signature signature_;
    detail::unspent unspent_;
    bool is_sent_ = false;
};

namespace detail {

/// Which of the account's fields a message sends.
template <class Message, class... F>
consteval std::array<bool, sizeof...(F)> sent_among(field_list<F...>)
{
    return {is_sent_with<Message, F>...};
}

/// Lowers those.
template <class Message>
void lower_sent(typename Message::account const &account, lowering &to)
{
    static constexpr auto sent = sent_among<Message>(fields_of<typename Message::account>{});
    to.message(account, sent);
}

/// Lowers them, then the message's own.
template <class Message>
[[nodiscard]] std::optional<problem_with> lower_request(typename Message::account const &account,
                                                        Message const &message, parameter_list &to)
{
    lowering of_account{to};
    lower_sent<Message>(account, of_account);
    if (of_account.problem()) return of_account.problem();
    amounts_rule const amounts = amounts_rule_of(account);
    lowering into{to, amounts.most_places};
    into.message(message);
    if (into.problem()) return into.problem();
    // What is given at run time may hold objects, for which a query or form has no place.
    if constexpr (Message::endpoint::form != wire_form::json && !open_names_in<Message>.empty())
        for (parameter const &p : std::as_const(to).items())
            if (is_container(p.kind)) return problem_with{errc::unsignable_value, open_names_in<Message>};
    return amounts.problem ? amounts.problem : into.excess();
}

/// Signs a request; `over` shows what there is of it so far.
template <class Hash, class Message>
[[nodiscard]] std::optional<problem_with> sign_request(typename Message::account const &account,
                                                       signing::context over, signing::signature &to)
{
    constexpr signing::scheme_view scheme{request_table<Message>};
    digest_table const &digests = digests_of<Hash>;
    account_texts<Message, shows_account<request_rule_t<Message>>> const texts{account};
    texts.show_in(over);
    signing::last_choice fields;
    over.remembered = &fields;
    constexpr signing::scheme_view text = signing::text_under_digest(scheme);
    signing::declared_names names = declared<Message>();
    names.are_all = open_names_in<Message>.empty();
    if (auto const found = signing::find_ambiguity(text, over, digests, names))
        return problem_with{errc::ambiguous_value, *found};
    if constexpr (signing::may_lack_secret(scheme))
        if (auto const problem = signing::find_unusable_secret(scheme, over, digests)) return problem;
    if constexpr (signing::has_list(scheme))
        if (auto const problem = find_unsigned<Message>(scheme, over.fields)) return problem;
    return signing::sign(scheme, over, digests, to);
}

struct request_maker {
    /// What is sent of a request that the program keeps: the same bytes, and the same name.
    template <class Message, class Hash>
    [[nodiscard]] static request<Message, Hash> copy_to_send(request<Message, Hash> &kept)
    {
        request<Message, Hash> copy;
        copy.wire_ = kept.wire_;
        copy.logged_as_ = kept.logged_as_;
        copy.signature_ = kept.signature_;
        kept.is_sent_ = true;
        return copy;
    }
    template <class Message, class Hash>
    [[nodiscard]] static bool was_moved(request<Message, Hash> const &kept) noexcept
    {
        return !kept.unspent_;
    }

    template <class Hash, class Message>
    [[nodiscard]] static result<request<Message, Hash>> make(typename Message::account const &account,
                                                             Message const &message, std::string room)
    {
        request<Message, Hash> made;
        if (auto const problem = write(account, message, made, std::move(room)))
            return error{problem->code, not_sent{}, sentence_for(*problem)};
        return made;
    }

private:
    /// Gives what is wrong, as soon as something is.
    template <class Hash, class Message>
    [[nodiscard]] static std::optional<problem_with> write(typename Message::account const &account,
                                                           Message const &message, request<Message, Hash> &to,
                                                           std::string room)
    {
        using rule = request_rule_t<Message>;
        using endpoint = typename Message::endpoint;
        parameter_list parameters;
        if (auto const problem = lower_request(account, message, parameters)) return problem;
        signing::context over{.operation = endpoint::operation,
                              .method = endpoint::method,
                              .target = endpoint::path,
                              .headers = headers_sent<Message>};
        if constexpr (requires { rule::field; }) { // the signature is one of the parameters
            over.fields = std::as_const(parameters).items();
            if (auto const problem = sign_request<Hash, Message>(account, over, to.signature_))
                return problem;
            parameters.add({.name = rule::field, .text = to.signature_.text()});
        }
        std::span<parameter const> const all = std::as_const(parameters).items();
        if constexpr (!open_names_in<Message>.empty()) // a name given at run time may be one that is there
            if (has_duplicates(all)) return problem_with{errc::duplicate_field, open_names_in<Message>};
        to.wire_ = write_wire(endpoint::form, endpoint::path, all, std::move(room));
        if constexpr (requires { rule::header; }) { // it signs what is already written
            over.fields = all;
            over.target = to.target();
            over.body = to.body();
            return sign_request<Hash, Message>(account, over, to.signature_);
        }
        return std::nullopt;
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
 * \li errc::ambiguous_value for a value that would make the signed text equal to another message's
 * \li errc::unsignable_value if the gateway documents no signed text for such a value
 * \li errc::excess_precision for an amount with more decimal places than the account's currency has, where the account
 * says which it is; errc::unknown_currency if that is none
 * \li errc::missing_field if a choice made at run time lacks one of its parameters
 * \li errc::invalid_secret if the account leaves out a secret that the scheme names, or its secret does not decode as the scheme says
 * \li errc::missing_account_field if the account leaves out another of its fields that the scheme names
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
    return detail::request_maker::make<Hash>(account, message, std::move(room));
}
template <class Hash = cryptopp_hash, class Message>
    requires(!detail::sendable<Message, Hash> && detail::check_message<Message, Hash>())
detail::request_result<Message, Hash> make_request(auto const &account, Message const &message,
                                                   std::string room = {});

} // namespace tollgate::inline v0

#endif
