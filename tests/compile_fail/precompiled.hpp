// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Precompiled for the cases: what most of them include. It is included before the first line of each.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <boost/json.hpp>
#include <boost/system/result.hpp>
#include <boost/version.hpp>

#include <cryptopp/filters.h>
#include <cryptopp/hmac.h>
#include <cryptopp/sha.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>
