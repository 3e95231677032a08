// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_INTERPRET_HPP
#define TOLLGATE_SIGNING_INTERPRET_HPP

#include <tollgate/signing/describe.hpp>

#include <algorithm>
#include <deque>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::signing {

/**
 * \brief Evaluates a described scheme: what \ref evaluator does by type, here node by node.
 * \details For `explain`, which changes nodes first. A test holds both equal on every published example.
 */
template <hash_policy Hash>
class interpreter {
public:
    interpreter(description const &scheme, context const &over) : scheme_{scheme}, over_{over} {}

    [[nodiscard]] std::optional<problem_with> const &problem() const noexcept { return problem_; }

    void write(detail::wiped_buffer &out) { write(scheme_.whole(), out); }

    void write(node const &n, detail::wiped_buffer &out)
    {
        switch (n.what) {
        case op::literal: return out.append(n.names[0]);
        case op::operation: return out.append(over_.operation);
        case op::key: return write_secret("key", over_.key, out);
        case op::method: return out.append(over_.method);
        case op::path: return out.append(over_.path());
        case op::body: return out.append(over_.body);
        case op::name: return out.append(item_->name);
        case op::value: return write_value(out);
        case op::secret: return write_secret(n.names[0], over_.secret_named(n.names[0]), out);
        case op::account_field: return write_of_account(n, out);
        case op::field: return write_found(find_path(over_.fields, n.names[0]), out);
        case op::header: return write_header(n, out);
        case op::concat: return write(part(n, 0), out), write(part(n, 1), out);
        case op::map: return write_map(n, out);
        case op::call: return write_call(n, out);
        case op::when_empty: return write(part(n, is_empty(part(n, 0)) ? 1 : 2), out);
        case op::join: return write_join(n, out);
        case op::digest: return write_digest(n, out);
        case op::hmac: return write_hmac(n, out);
        case op::public_key: return static_cast<void>(problem_ = {errc::unsignable_value, n.names[0]});
        default: return; // sets are chosen, not written
        }
    }

    void choose(node const &n, selection &to)
    {
        if (is_stage(n.what)) choose(part(n, 0), to);
        switch (n.what) {
        case op::fields: return add_members(over_.fields, to);
        case op::listed: return add_paths(n, to);
        case op::named_in: return add_named_in(over_.fields, n.names[0], to);
        case op::within: return add_within(over_.fields, n.names[0], to);
        case op::headers: return add_headers(over_.headers, to);
        case op::query: return add_query(over_.query(), to);
        case op::but: return drop_named(std::vector<std::string_view>{n.names.begin(), n.names.end()}, to);
        case op::starting: return keep_starting(n.names[0], to);
        case op::drop: return drop_lacking(n.dropped, to);
        case op::by: return order(part(n, 1), to);
        case op::plus: return add_field(n, to);
        case op::as: return map_values(*n.values, to);
        case op::flattened: return flatten_all(n.names[0], n.names[1], to);
        case op::reversed: return reverse_order(to);
        case op::chosen: return choose_named(over_.fields, n.names[0], n.names[1], to);
        default: return;
        }
    }

private:
    [[nodiscard]] node const &part(node const &n, std::size_t which) const
    {
        return scheme_.nodes[n.parts[which]];
    }

    [[nodiscard]] std::string_view text_for(parameter const &at, node const &n, selection &keeping)
    {
        detail::wiped_buffer text;
        parameter const *const outer = std::exchange(item_, &at);
        write(n, text);
        item_ = outer;
        return keeping.keep(text.view());
    }
    [[nodiscard]] bool is_empty(node const &n)
    {
        detail::wiped_buffer text;
        auto const problem = problem_;
        write(n, text);
        if (problem_ && problem_->code == errc::missing_account_field) problem_ = problem;
        return text.size() == 0;
    }
    void add_field(node const &plus, selection &to)
    {
        std::string_view const text = text_for(parameter{}, part(plus, 1), to);
        if (plus.is_unsent) return add_unsent(over_.fields, plus.names[0], text, to);
        to.add(plus.names[0], text);
    }

    [[nodiscard]] bool holds_secret(node const &n) const
    {
        return n.what == op::key || n.what == op::secret ||
               std::ranges::any_of(n.parts,
                                   [this](std::size_t at) { return holds_secret(scheme_.nodes[at]); });
    }

    void add_paths(node const &n, selection &to)
    {
        for (std::string const &path : n.names)
            add_path(over_.fields, path, to);
    }
    void order(node const &rank, selection &through)
    {
        std::vector<std::string_view> ranks;
        for (parameter const &p : through)
            ranks.push_back(text_for(p, rank, through));
        through.order_by(ranks);
    }

    void write_found(parameter const *found, detail::wiped_buffer &out)
    {
        if (found == nullptr) return;
        refuse_containers(found->kind, found->name);
        out.append(found->text);
    }
    void write_of_account(node const &n, detail::wiped_buffer &out)
    {
        parameter const *const found = find(over_.account, n.names[0]);
        if (found == nullptr) problem_ = {errc::missing_account_field, n.names[0]};
        write_found(found, out);
    }
    void write_secret(std::string_view name, std::string_view text, detail::wiped_buffer &out)
    {
        if (text.empty()) problem_ = {errc::invalid_secret, name};
        out.append(text);
    }
    void write_header(node const &n, detail::wiped_buffer &out)
    {
        auto const found = over_.find_header(n.names[0]);
        if (found.is_twice) problem_ = {errc::duplicate_field, n.names[0]};
        out.append(found.value);
    }
    void write_value(detail::wiped_buffer &out)
    {
        refuse_containers(item_->kind, item_->name);
        out.append(item_->text);
    }
    void refuse_containers(value_kind kind, std::string_view name)
    {
        if (detail::is_container(kind)) problem_ = {errc::unsignable_value, name};
    }
    void write_map(node const &n, detail::wiped_buffer &out)
    {
        detail::wiped_buffer text;
        write(part(n, 0), text);
        if (!n.map(text.view(), out)) problem_ = {errc::unsignable_value, n.names[0]};
    }
    void write_call(node const &n, detail::wiped_buffer &out)
    {
        std::deque<detail::wiped_buffer> texts;
        std::vector<std::string_view> views;
        for (std::size_t const at : n.parts) {
            write(scheme_.nodes[at], texts.emplace_back());
            views.push_back(texts.back().view());
        }
        if (!n.call(views, out)) problem_ = {errc::unsignable_value, "own function"};
    }
    void write_join(node const &n, detail::wiped_buffer &out)
    {
        selection chosen;
        choose(part(n, 1), chosen);
        if (chosen.problem) problem_ = chosen.problem;
        if (chosen.empty() && holds_secret(part(n, 0))) problem_ = {errc::field_not_signed, {}};
        parameter const *const outer = item_;
        bool follows = false;
        for (parameter const &p : chosen) {
            if (std::exchange(follows, true)) out.append(n.names[0]);
            item_ = &p;
            write(part(n, 0), out);
        }
        item_ = outer;
    }
    void write_digest(node const &n, detail::wiped_buffer &out)
    {
        detail::wiped_buffer text;
        write(part(n, 0), text);
        with_algorithm(n.digest, [&]<class A>(A) { append(Hash::template digest<A>(text.view()), out); });
    }
    void write_hmac(node const &n, detail::wiped_buffer &out)
    {
        detail::wiped_buffer key;
        detail::wiped_buffer text;
        write(part(n, 0), key);
        write(part(n, 1), text);
        with_algorithm(n.digest, [&]<class A>(A) {
            append(typename Hash::template hmac<A>{key.view()}(text.view()), out);
        });
    }
    static void with_algorithm(algorithm which, auto compute)
    {
        switch (which) {
        case algorithm::md5: return compute(hash::md5{});
        case algorithm::sha1: return compute(hash::sha1{});
        case algorithm::sha256: return compute(hash::sha256{});
        case algorithm::sha384: return compute(hash::sha384{});
        case algorithm::sha512: return compute(hash::sha512{});
        }
    }
    template <std::size_t Size>
    static void append(std::array<unsigned char, Size> const &digest, detail::wiped_buffer &out)
    {
        out.append({reinterpret_cast<char const *>(digest.data()), Size});
    }

    description const &scheme_;
    context const &over_;
    parameter const *item_ = nullptr;
    std::optional<problem_with> problem_;
};

} // namespace tollgate::inline v0::signing

#endif
