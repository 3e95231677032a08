// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_FOLDER_HPP
#define TOLLGATE_TESTS_SUPPORT_FOLDER_HPP

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace tollgate::test {

/// A folder that goes with the test.
class folder {
public:
    explicit folder(std::string_view within = "/tmp")
        : path_{std::string{within} + "/tollgate-records-XXXXXX"}
    {
        if (mkdtemp(path_.data()) == nullptr) throw std::system_error{errno, std::generic_category(), path_};
    }
    folder(folder const &) = delete;
    folder &operator=(folder const &) = delete;
    ~folder()
    {
        std::error_code none;
        std::filesystem::remove_all(path_, none);
    }
    [[nodiscard]] std::string file(std::string_view name) const { return path_ + "/" + std::string{name}; }

private:
    std::string path_;
};

} // namespace tollgate::test

#endif
