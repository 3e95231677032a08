// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef EXAMPLES_PROVIDERS_PUBLISHED_EXAMPLE_HPP
#define EXAMPLES_PROVIDERS_PUBLISHED_EXAMPLE_HPP

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>

#include <iostream>
#include <string>
#include <string_view>

/// \file
/// What the programs of this folder share: comparing with what a gateway published.

/// Prints what was compared, and remembers whether anything differed.
class published_example {
public:
    void same(std::string_view what, std::string_view ours, std::string_view published)
    {
        std::cout << what << ": " << ours << '\n';
        if (ours == published) return;
        std::cout << "  differs from the published " << published << '\n';
        as_published_ = false;
    }
    void holds(std::string_view what, bool true_or_not) { same(what, true_or_not ? "yes" : "no", "yes"); }
    /// For `main`: 1 if anything differed.
    [[nodiscard]] int exit_code() const { return as_published_ ? 0 : 1; }

private:
    bool as_published_ = true;
};

/// The text that a callback's signature covers, with the secret as `[secret]`: what `canonical()` is to a request.
template <class Rule>
[[nodiscard]] std::string signed_text(Rule const &rule, tollgate::parameter_list const &received)
{
    tollgate::signing::context const over{.fields = received.items(), .key = "[secret]"};
    tollgate::wiped_buffer text;
    if (tollgate::signing::evaluate<tollgate::cryptopp_hash>(tollgate::signing::signed_text(rule.scheme),
                                                             over, text))
        return {};
    return std::string{text.view()};
}
template <class Rule>
[[nodiscard]] std::string signed_text_of_form(Rule const &rule, std::string_view form)
{
    tollgate::parameter_list received;
    return tollgate::parse_query(form, received) ? std::string{} : signed_text(rule, received);
}
template <class Rule>
[[nodiscard]] std::string signed_text_of_json(Rule const &rule, std::string_view json)
{
    tollgate::parameter_list received;
    return tollgate::parse_json(json, received) ? std::string{} : signed_text(rule, received);
}

#endif
