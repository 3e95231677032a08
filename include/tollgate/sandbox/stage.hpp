// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_STAGE_HPP
#define TOLLGATE_SANDBOX_STAGE_HPP

#include <tollgate/detail/verification.hpp>
#include <tollgate/format/lower.hpp>
#include <tollgate/format/read.hpp>
#include <tollgate/request.hpp>
#include <tollgate/sandbox/behaviour.hpp>

#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::sandbox {

/**
 * \brief One account's side of the sandbox: the gateway's description turned round.
 * \details Reads and verifies what a client would send, answers and reports as the gateway would. Bytes in, bytes out.
 * \par Thread safety
 * All members may be called from several threads.
 */
template <playable Account, hash_policy Hash>
class stage {
    using plays = behaviour<Account>;
    using opens = typename plays::opens;
    using reports = typename plays::reports;
    using endpoint = typename opens::endpoint;
    using traits = provider_traits<Account>;

public:
    explicit stage(Account account) : account_{std::move(account)} {}

    /// Whether a request to this host and target is for this gateway.
    [[nodiscard]] static bool takes(std::string_view host, std::string_view target) noexcept
    {
        return host.substr(0, host.find(':')) == traits::host &&
               target.substr(0, target.find('?')) == endpoint::path;
    }

    /// The answer to a request, as the gateway would write it.
    [[nodiscard]] std::string answer(std::string_view target, std::string_view body)
    {
        bool const in_target = endpoint::form == tollgate::detail::wire_form::query;
        parameter_list parameters;
        if (tollgate::detail::read_wire<endpoint>(in_target ? target : body, parameters))
            return refuse(plays::bad_request);
        auto const received = std::as_const(parameters).items();
        if (!is_signed_well(received)) return refuse(plays::bad_signature);
        tollgate::detail::reading read{received};
        auto order = read.template aggregate<opens>();
        if (read.problem()) return refuse(plays::bad_request);
        return open(std::move(order));
    }

    /// The callback that tells of the fate of the form at this address; nothing if there is no such form.
    [[nodiscard]] std::optional<std::string> report(std::string_view page, fate what)
    {
        std::scoped_lock lock{mutex_};
        auto const found = open_forms_.find(page);
        if (found == open_forms_.end()) return std::nullopt;
        auto const &[id, order] = found->second;
        return write(plays::report(account_, order, id, what), tollgate::detail::callback_rule<reports>, {});
    }

private:
    [[nodiscard]] bool is_signed_well(std::span<parameter const> received) const
    {
        using namespace tollgate::detail;
        signing::context const over{.fields = received, .operation = endpoint::operation};
        auto const checked = check_signature<Hash, opens>(request_rule<opens>, over, account_);
        return std::holds_alternative<std::size_t>(checked);
    }

    [[nodiscard]] std::string open(opens order)
    {
        std::scoped_lock lock{mutex_};
        std::string const id = "sandbox" + std::to_string(++counter_);
        std::string const page = plays::page(account_, id);
        open_forms_.insert_or_assign(page, std::pair{id, std::move(order)});
        parameter const success{.name = traits::refusal.flag, .text = "true", .kind = value_kind::boolean};
        return write(plays::form(id, page), tollgate::detail::response_rule<opens>,
                     traits::refusal.flag.empty() ? std::span<parameter const>{} : std::span{&success, 1});
    }

    [[nodiscard]] std::string refuse(refusal const &why) const
    {
        constexpr refusal_rule rule = traits::refusal;
        parameter_list fields;
        if (!rule.flag.empty()) fields.add({.name = rule.flag, .text = "false", .kind = value_kind::boolean});
        if (!rule.code.empty()) fields.add({.name = rule.code, .text = why.code, .kind = value_kind::number});
        if (!rule.message.empty()) fields.add({.name = rule.message, .text = why.message});
        return sign_and_write(fields, tollgate::detail::response_rule<opens>);
    }

    template <class Message, class Rule>
    [[nodiscard]] std::string write(Message const &message, Rule const &rule,
                                    std::span<parameter const> first) const
    {
        parameter_list fields;
        for (parameter const &p : first)
            fields.add(p);
        fields.reserve_text(tollgate::detail::room_for(message));
        tollgate::detail::lowering{fields}.message(message);
        return sign_and_write(fields, rule);
    }

    template <class Rule>
    [[nodiscard]] std::string sign_and_write(parameter_list &fields, Rule const &rule) const
    {
        signing::signature made;
        if constexpr (Rule::is_signed) {
            tollgate::detail::account_texts<opens> const texts{account_};
            signing::context over{.fields = std::as_const(fields).items()};
            texts.show_in(over);
            if (signing::sign<Hash>(rule.scheme, over, made)) return {};
            fields.add({.name = rule.field, .text = made.text()});
        }
        return tollgate::detail::write_exactly(
            [&](auto &to) { write_json(std::as_const(fields).items(), to); });
    }

    Account account_;
    std::mutex mutex_;
    std::map<std::string, std::pair<std::string, opens>, std::less<>> open_forms_;
    std::size_t counter_ = 0;
};

} // namespace tollgate::inline v0::sandbox

#endif
