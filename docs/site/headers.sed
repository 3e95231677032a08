# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# What Doxygen sees of a header. Listings show the header as it is.

# `tollgate::inline v0` is `tollgate` to those who use it.
s/::inline v0//

# Doxygen stumbles over specialisations of Boost's templates.
/^template <>$/{
    N
    /struct boost::/d
}

# It takes a colon for a part of a name, cannot link concepts, and does not find every overloaded name without its namespace.
s/.ref \([a-z_]*\):\([^:]\)/`\1`:\2/
s/ref with_tests/ref tollgate::with_tests/
s/.ref \(hash_policy\|public_key_policy\|hash::signature_scheme\)/`\1`/
s/ref explain /ref tollgate::explain /

# A page that a comment names becomes a link.
/\/\/\//s,docs/\([a-z-]*\)\.md,\\ref \1,

# Each header has a page, also one whose comments are about its names alone.
$a\
/// \\file
