// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_EVALUATE_HPP
#define TOLLGATE_SIGNING_EVALUATE_HPP

#include <tollgate/detail/derived_keys.hpp>
#include <tollgate/hash/digest_functions.hpp>
#include <tollgate/signing/context.hpp>
#include <tollgate/signing/scheme_table.hpp>
#include <tollgate/signing/selection.hpp>
#include <tollgate/wipe.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace tollgate::inline v0::signing {

struct plain_item;

/**
 * \brief Writes the texts of a scheme over one message.
 * \details Signing, verifying, printing and explaining all go through here. After a problem, what was written is meaningless.
 */
class evaluator {
public:
    evaluator(context const &over, detail::digest_table const &digests) : over_{over}, digests_{digests} {}

    [[nodiscard]] std::optional<problem_with> const &problem() const noexcept { return problem_; }
    /// What was wrong before anything else, where one thing led to another.
    [[nodiscard]] std::optional<problem_with> const &first_problem() const noexcept { return first_problem_; }
    /// Another one, without a problem yet, for a text that is looked at by the way.
    [[nodiscard]] evaluator anew() const { return {over_, digests_}; }

    /// Adds the text of an expression.
    TOLLGATE_DECL void write(scheme_view of, wiped_buffer &out);

    /// The fields that a set holds, in its order: those that were chosen before, where they are remembered, or else put into `own`.
    [[nodiscard]] TOLLGATE_DECL selection &chosen_by(scheme_view set, selection &own);

    /// The text of an expression for one field, for as long as the selection lives.
    [[nodiscard]] TOLLGATE_DECL std::string_view text_for(parameter const &at, scheme_view of,
                                                          selection &keeping);

    /**
     * \brief The HMAC under a key that the scheme makes of the account's key by maps alone, keyed once for as long as the secret lives.
     * \details Null if nothing is kept, if the key is made otherwise, or if the secret does not give it.
     */
    [[nodiscard]] TOLLGATE_DECL detail::keyed_digest const *kept_hmac(scheme_view hmac) const;

private:
    struct digest_bytes {
        std::array<unsigned char, detail::longest_digest> bytes;
        std::size_t size;

        ~digest_bytes() { wipe(bytes.data(), size); } // it may be a key

        [[nodiscard]] std::string_view view() const noexcept
        {
            return {reinterpret_cast<char const *>(bytes.data()), size};
        }
    };

    TOLLGATE_DECL void refuse(problem_with why);
    [[nodiscard]] detail::digest_functions const &functions_of(row const &r) const noexcept
    {
        return digests_[static_cast<std::size_t>(r.digest)];
    }

    // Leaves

    /// Among which fields a path is looked for: those that travel elsewhere have names of their own.
    [[nodiscard]] std::span<parameter const> fields_with(std::string_view path) const
    {
        bool const travels_elsewhere = !over_.placed.empty() && find(over_.placed, path) != nullptr;
        return travels_elsewhere ? over_.placed : over_.fields;
    }
    void write_found(parameter const *found, wiped_buffer &out)
    {
        if (found != nullptr) write_value(*found, out);
    }
    /// Without a map, an object or array has no text that both sides would agree on.
    TOLLGATE_DECL void write_value(parameter const &p, wiped_buffer &out);
    TOLLGATE_DECL void write_of_account(std::string_view name, wiped_buffer &out);
    /// A secret is never empty, so an empty text is one that the account does not have.
    TOLLGATE_DECL void write_secret(std::string_view name, std::string_view text, wiped_buffer &out);
    TOLLGATE_DECL void write_header(std::string_view name, wiped_buffer &out);
    /// What each request has of its own; empty where there is no request.
    TOLLGATE_DECL void write_of_moment(op what, wiped_buffer &out);

    // Texts of texts

    TOLLGATE_DECL void write_mapped(scheme_view of, wiped_buffer &out);
    /// \param texts those that are written already: each stands in a buffer of its own, which goes when all is done
    TOLLGATE_DECL void write_call(scheme_view of, std::span<std::string_view> texts, std::size_t written,
                                  wiped_buffer &out);
    TOLLGATE_DECL void write_call(scheme_view of, wiped_buffer &out);
    TOLLGATE_DECL void write_chosen(scheme_view of, wiped_buffer &out);
    [[nodiscard]] TOLLGATE_DECL bool is_empty(scheme_view tested);
    TOLLGATE_DECL void write_item(std::string_view separator, plain_item const &item, parameter const &p,
                                  wiped_buffer &out);
    TOLLGATE_DECL void write_join(scheme_view of, wiped_buffer &out);

    // Digests

    [[nodiscard]] TOLLGATE_DECL digest_bytes digest_of(scheme_view of);
    TOLLGATE_DECL void write_hmac(scheme_view of, detail::digest_functions const &functions,
                                  unsigned char *to);
    TOLLGATE_DECL void write_encrypted(scheme_view of, wiped_buffer &out);
    TOLLGATE_DECL void write_signed(scheme_view of, wiped_buffer &out);
    /// A body alone is digested where it stands.
    void with_text(scheme_view of, auto use);

    // Sets

    TOLLGATE_DECL void choose(scheme_view set, selection &to);
    TOLLGATE_DECL void order(scheme_view rank, selection &through);
    TOLLGATE_DECL void add_field(scheme_view plus, selection &to);

    context const &over_;
    detail::digest_table const &digests_;
    parameter const *item_ = nullptr;
    std::optional<problem_with> problem_;
    std::optional<problem_with> first_problem_;
};

/// Adds the text of a scheme, or of a part of one, to a buffer, and gives what is wrong; nothing if all is well.
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
evaluate(scheme_view of, context const &over, detail::digest_table const &digests, wiped_buffer &out);
template <hash_policy Hash>
[[nodiscard]] std::optional<problem_with> evaluate(scheme_view of, context const &over, wiped_buffer &out)
{
    return evaluate(of, over, detail::digests_of<Hash>, out);
}
/// The same of an expression. A program asks \ref signed_text_of.
template <hash_policy Hash, expression X>
[[nodiscard]] std::optional<problem_with> evaluate(X const &node, context const &over, wiped_buffer &out)
{
    return evaluate(table_of(node), over, detail::digests_of<Hash>, out);
}

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/evaluate.ipp>
#endif

#endif
