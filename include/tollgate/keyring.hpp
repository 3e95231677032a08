// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_KEYRING_HPP
#define TOLLGATE_KEYRING_HPP

#include <tollgate/public_key.hpp>

#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

/**
 * \brief Several public keys of one gateway, each under the name by which its messages say which one signed.
 * \details A member of an account, like a \ref public_key: `keyring{{"7132D72A…", key}, {"PUB_KEY_ID_0111…", other}}`. A scheme lets a
 * header choose among them, `rsa_pkcs1<sha256>(keyed_by<"platform_keys">(header<"Serial">), text)`: what the message says is never
 * more than which of these it is. Names compare byte by byte.
 * \par Thread safety
 * A constant one may be read from several threads.
 */
class keyring {
public:
    struct entry {
        std::string name; ///< A certificate's serial number, or a key's id.
        public_key key;

        bool operator==(entry const &) const = default;
    };

    /// \par Errors
    /// Throws `std::invalid_argument` if there is no key, or a name is empty or stands there twice.
    keyring(std::initializer_list<entry> keys) : keyring{std::vector<entry>{keys}} {}
    explicit keyring(std::vector<entry> keys) : keys_{std::move(keys)}
    {
        if (keys_.empty()) throw std::invalid_argument{"tollgate: a keyring must hold a key"};
        for (entry const &one : keys_)
            if (one.name.empty() || std::ranges::count(keys_, one.name, &entry::name) != 1)
                throw std::invalid_argument{"tollgate: each key of a keyring must have a name of its own"};
    }

    /// The key of this name; null if there is none.
    [[nodiscard]] public_key const *find(std::string_view name) const noexcept
    {
        auto const found = std::ranges::find(keys_, name, &entry::name);
        return found == keys_.end() ? nullptr : &found->key;
    }
    [[nodiscard]] std::vector<entry> const &keys() const noexcept { return keys_; }

    bool operator==(keyring const &) const = default;

private:
    std::vector<entry> keys_;
};

} // namespace tollgate::inline v0

#endif
