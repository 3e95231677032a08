// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// For a program that has a web server already: bytes in, bytes out. Here files stand for the requests, and a folder for
// the database that remembers which callbacks were handled, also after a restart.
//
//   own_web_server FOLDER FILE...

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace one_payment = tollgate::one_payment;
namespace fs = std::filesystem;

namespace {

/// One folder for each callback, with a file `done` in it when it has been handled.
class folder_store {
public:
    explicit folder_store(fs::path root) : root_{std::move(root)} { fs::create_directories(root_); }

    tollgate::claim begin(std::string_view identity)
    {
        fs::path const at = folder_of(identity);
        if (fs::exists(at / "done")) return tollgate::claim::done;
        if (fs::create_directory(at)) return tollgate::claim::first; // only one can make it
        if (!is_stale(at)) return tollgate::claim::in_progress;
        fs::last_write_time(at, fs::file_time_type::clock::now()); // its process died
        return tollgate::claim::first;
    }
    void commit(std::string_view identity)
    {
        std::ofstream done;
        done.exceptions(std::ofstream::failbit);
        done.open(folder_of(identity) / "done");
    }
    void abort(std::string_view identity) { fs::remove(folder_of(identity)); }

private:
    static bool is_stale(fs::path const &at)
    {
        return fs::last_write_time(at) < fs::file_time_type::clock::now() - std::chrono::minutes{5};
    }
    /// In hexadecimal: an identity holds what a gateway sent.
    fs::path folder_of(std::string_view identity) const
    {
        std::string name;
        for (char const c : identity) {
            char digits[3];
            std::snprintf(digits, sizeof digits, "%02x",
                          static_cast<unsigned>(static_cast<unsigned char>(c)));
            name += digits;
        }
        return root_ / name;
    }

    fs::path root_;
};

std::string content_of(char const *file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 3) {
        std::cerr << "usage: own_web_server FOLDER FILE...\n";
        return 2;
    }
    one_payment::account const project{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
    folder_store store{arguments[1]};

    for (int i = 2; i != count; ++i) {
        std::string const body = content_of(arguments[i]);
        std::vector<tollgate::header> const headers{{"Content-Type", "application/json"}};
        auto const answer = tollgate::answer_callback<one_payment::payment_callback>(
            project, body, headers,
            [](tollgate::verified<one_payment::payment_callback> const &paid) {
                std::cout << "handled   " << paid->user_data.value() << ", status "
                          << static_cast<int>(*paid->status) << '\n';
            },
            tollgate::once_by(store), tollgate::when_refused{[](tollgate::error const &why) {
                std::cout << "refused   " << why << '\n';
            }});
        std::cout << "answered  " << answer.status << ' ' << answer.content_type << ' ' << answer.body
                  << '\n';
    }
}
