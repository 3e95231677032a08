// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_EXPLANATION_IPP
#define TOLLGATE_IMPL_EXPLANATION_IPP

#include <tollgate/explanation.hpp>

#include <ostream>
#include <sstream>
#include <string>

namespace tollgate::inline v0 {

std::string finding::text() const
{
    std::string all;
    for (assumption const &one : mistakes)
        all += (all.empty() ? "" : ", and ") + one.sentence;
    return all;
}

std::string explanation::text() const
{
    std::ostringstream out;
    out << *this;
    return out.str();
}

TOLLGATE_DECL std::ostream &operator<<(std::ostream &out, explanation const &e)
{
    if (e.problem)
        out << "The right signature cannot be computed: " << name_of(*e.problem)
            << (e.problem_with.empty() ? "" : " at `" + e.problem_with + "`") << ".\n";
    if (e.matches) out << "The signatures match.\n";
    if (!e.matches && e.findings.empty())
        out << "No known mistake explains it (" << e.tried
            << " tried): another key is used, or another text is signed than the one that is here.\n";
    if (!e.matches && !e.findings.empty()) out << "The signatures differ.\n";
    if (!e.untimely.empty()) out << "  besides: " << e.untimely << ".\n";
    for (std::string const &remark : e.remarks)
        out << "  besides: " << remark << ".\n";
    for (finding const &one : e.findings) {
        out << "  ";
        if (one.signature != 0) out << "signature " << one.signature << ' ';
        out << (e.matches ? "note: " : "matches if ") << one.text() << '\n';
    }
    return out;
}

} // namespace tollgate::inline v0

#endif
