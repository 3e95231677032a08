// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_FORGER_HPP
#define TOLLGATE_TESTS_SUPPORT_FORGER_HPP

#include <tollgate/header.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// \file
/// Somebody who has no secret, sees messages that a gateway signed, and tries to have another one verified.

namespace tollgate::test {

/// The key by which the gateway signs: hexadecimal digits, and base64 of 24 bytes, which every scheme takes.
inline constexpr char genuine_key[] = "00112233445566778899aabbccddeeff";

/// A field as it stands in a body.
struct forged_field {
    std::string name;
    std::string json; ///< Its value, as JSON.
};

/// A callback, before it is written.
struct forged_message {
    std::vector<forged_field> fields{};
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string signature{};
};

/// What is under attack: one callback of one gateway.
struct forgery_target {
    std::string name;
    /// The names that the callback declares or its scheme goes by: the first is required.
    std::vector<std::string> names{};
    /// What a genuine message says under each name, one of these as JSON, or nothing where one is empty; without any, what
    /// callbacks of four members declare: a text, another, a decimal number, a truth value.
    std::vector<std::vector<std::string>> values{};
    std::string list{}; ///< The field that lists the signed ones; empty if there is none.
    std::string list_separator = ",";
    /// What ends a value in the signed text, and a name; looked for in that text unless given.
    std::string end{}, middle{};
    /// What he has besides the scheme: a public key, say. He tries each as a key.
    std::vector<std::string> known{};
    /// Whether there is nothing that may be verified, because the account lacks a secret.
    bool takes_nothing = false;
    std::vector<std::string> headers{}; ///< The headers that the scheme goes by, but for the signature's.
    std::string signature_field{};      ///< Where the signature is, or
    std::string signature_header{};
    std::string signature_start{}; ///< What stands before it in the header.
    bool is_form = false;
    /// Whether two different messages of declared fields never share a signed text. Where they do, only the text can be
    /// held against the genuine ones.
    bool is_telling = true;

    /// The scheme's signature under this key, or nothing if it refuses the message.
    std::function<std::optional<std::string>(std::string const &body, std::vector<header> const &,
                                             std::string const &key)>
        sign;
    /// The text that is signed, under the account's key.
    std::function<std::optional<std::string>(std::string const &body, std::vector<header> const &)>
        signed_text;
    /// What the program would read of a message, if it is verified.
    std::function<std::optional<std::string>(std::string const &body, std::vector<header> const &)> read;
};

/// A forgery that was verified.
struct forgery {
    std::string target, body, headers, read;
};

/// Sees some genuine messages, and makes others. Of some of them he typed a part in: the gateway signs that, and the receiver may
/// refuse them, but their signatures are right.
class forger {
public:
    forger(forgery_target const &target, std::uint32_t seed);

    /// Makes so many attempts.
    [[nodiscard]] std::optional<forgery> attack(std::size_t attempts);

    [[nodiscard]] std::size_t attempts() const noexcept { return attempts_; }
    /// How many genuine messages are verified.
    [[nodiscard]] std::size_t genuine() const noexcept { return genuine_.size() - typed_in_; }
    /// How many he typed a part of in, so that the receiver refuses them.
    [[nodiscard]] std::size_t typed_in() const noexcept { return typed_in_; }
    /// How many attempts were verified, as something that a genuine message says.
    [[nodiscard]] std::size_t harmless() const noexcept { return harmless_; }
    /// How many said something else, and are excused because a genuine message has the same signed text and the scheme shows
    /// values without names.
    [[nodiscard]] std::size_t excused_as_glued() const noexcept { return glued_; }
    /// How many said something else, and are excused because a field that the callback does not declare took part.
    [[nodiscard]] std::size_t excused_as_undeclared() const noexcept { return undeclared_; }
    /// How many said something else, and are excused because the genuine message left out a declared field that is there: what is optional
    /// can be typed into a text before it, and is then told by nothing from what the gateway says.
    [[nodiscard]] std::size_t excused_as_left_out() const noexcept { return left_out_; }

private:
    struct written {
        std::string body;
        std::vector<header> headers; ///< Shown where they stand in the message.
    };

    std::size_t below(std::size_t count) { return engine_() % count; }
    template <class Container>
    auto const &one_of(Container const &all)
    {
        return all[below(all.size())];
    }
    std::string text();
    std::string json_value();
    std::string name();
    forged_message genuine_message(bool is_whole = false);
    [[nodiscard]] bool is_free_text(std::size_t name) const;
    void add_genuine(forged_message, bool is_typed_in);
    void type_in(forged_message &);
    void move_boundaries(forged_message &);
    void mutate(forged_message &);
    void mutate_fields(forged_message &);
    void mutate_headers(forged_message &);
    void move_into_header(forged_message &);
    void sign_without_secret(forged_message &);
    void carry(forged_message &, std::string const &signature) const;
    [[nodiscard]] written write(forged_message const &) const;
    [[nodiscard]] std::optional<forgery> attempt(forged_message const &);
    [[nodiscard]] std::set<std::string> declared_in(forged_message const &of) const;
    [[nodiscard]] static bool is_typed_in_besides(std::vector<std::set<std::string>> const &genuine,
                                                  std::set<std::string> const &fields);
    [[nodiscard]] bool has_strangers(forged_message const &) const;

    forgery_target const &target_;
    std::mt19937 engine_;
    std::vector<std::string> pieces_;
    std::vector<forged_message> genuine_;
    std::set<std::string> readings_;
    struct signed_once {
        bool has_strangers = false; ///< Whether a field took part that the callback does not declare.
        bool is_refused =
            false; ///< Whether the receiver refuses the message, so that no other may pass for it.
        std::vector<std::set<std::string>>
            declared{}; ///< Which declared fields each message of this text has.
    };
    std::map<std::string, signed_once> texts_; ///< What is signed.
    std::size_t typed_in_ = 0;
    std::size_t attempts_ = 0, harmless_ = 0, glued_ = 0, undeclared_ = 0, left_out_ = 0;
};

} // namespace tollgate::test

#endif
