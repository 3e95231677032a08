// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_ACCOUNT_TEXTS_HPP
#define TOLLGATE_DETAIL_ACCOUNT_TEXTS_HPP

#include <tollgate/detail/description.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/signing/context.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief What a scheme can use of an account: its secrets by name, the one called `key`, and its other fields.
 * \tparam WithFields whether the other fields are there; most schemes show none, and making texts of them takes time
 */
template <class Message, bool WithFields = true>
class account_texts {
    using Account = typename Message::account;
    static constexpr std::size_t secret_count = count_secrets(fields_of<Account>{});

public:
    /// \param version which of the key's versions; the other secrets show their newest
    explicit account_texts(Account const &account, std::size_t version = 0)
    {
        if constexpr (WithFields) lowering{fields_}.message(account);
        std::size_t at = 0;
        auto const keep = [&]<class F>(F const &field) {
            if constexpr (is_secret<F>) {
                if (is_given(field)) secrets_[at++] = {F::name, secret_access::text(*field)};
            }
        };
        unpack(account, [&keep](auto const &...fields) { (keep(fields), ...); });
        if constexpr (has_key<Message>) {
            secret const &key = key_for<Message>(account);
            key_ = secret_access::text(key, version);
            derived_ = secret_access::derived(key, version);
        }
    }

    /// The same with every secret as `[secret]` and every other field as its name in brackets, for printing.
    [[nodiscard]] static account_texts shown() { return account_texts{}; }

    void show_in(signing::context &over) const
    {
        over.key = key_;
        over.derived = derived_;
        over.secrets = secrets_;
        over.account = fields_.items();
    }

private:
    template <class F>
    [[nodiscard]] static bool is_given(F const &field) noexcept
    {
        if constexpr (F::is_required)
            return true;
        else
            return field.has_value();
    }

    account_texts()
    {
        std::size_t at = 0;
        auto const keep = [&]<class F>(F *) {
            if constexpr (is_secret<F>)
                secrets_[at++] = {F::name, "[secret]"};
            else if constexpr (!is_public_key<F>)
                fields_.add({.name = F::name, .text = F::name});
        };
        [&]<class... F>(field_list<F...>) { (keep(static_cast<F *>(nullptr)), ...); }(fields_of<Account>{});
        key_ = "[secret]";
    }

    std::array<signing::named_text, secret_count> secrets_{};
    parameter_list fields_;
    std::string_view key_;
    derived_keys const *derived_ = nullptr;
};

} // namespace tollgate::inline v0::detail

#endif
