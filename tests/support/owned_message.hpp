// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_OWNED_MESSAGE_HPP
#define TOLLGATE_TESTS_SUPPORT_OWNED_MESSAGE_HPP

#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/signing/context.hpp>

#include <string>
#include <utility>
#include <vector>

namespace tollgate::test {

/// A message that a test can change; it owns its texts.
struct owned_message {
    struct field {
        std::string name, text;
        value_kind kind = value_kind::text;
        unsigned short depth = 0;
        bool personal = false;
    };
    using texts = std::vector<std::pair<std::string, std::string>>;

    std::vector<field> fields;
    std::string key, operation, method, target, body;
    texts secrets, account, headers;

    /// A context over this message; valid as long as both live.
    class view {
    public:
        explicit view(owned_message const &of)
        {
            for (field const &f : of.fields)
                fields_.push_back(
                    {f.name, f.text, f.kind, f.personal ? visibility::masked : visibility::open, f.depth});
            for (auto const &[name, text] : of.secrets)
                secrets_.push_back({name, text});
            for (auto const &[name, text] : of.account)
                account_.push_back({.name = name, .text = text});
            for (auto const &[name, text] : of.headers)
                headers_.push_back({name, text});
            context_ = {.fields = fields_,
                        .operation = of.operation,
                        .key = of.key,
                        .secrets = secrets_,
                        .account = account_,
                        .method = of.method,
                        .target = of.target,
                        .headers = headers_,
                        .body = of.body};
        }
        view(view const &) = delete;
        view &operator=(view const &) = delete;

        operator signing::context const &() const noexcept { return context_; }

    private:
        std::vector<parameter> fields_, account_;
        std::vector<signing::named_text> secrets_;
        std::vector<header> headers_;
        signing::context context_;
    };
};

} // namespace tollgate::test

#endif
