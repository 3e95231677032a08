// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Whether the time of a comparison tells where two signatures differ: Welch's t-test over measurements whose class is
// drawn anew each time, after Reparaz, Balasch and Verbauwhede, "Dude, is my code constant time?" (2017).
//
//   constant_time [MEASUREMENTS]    of each comparison, three times; 300,000 unless given
//
// `memcmp` is measured in the same way: if its leak is not seen, the other verdicts mean nothing.

#include <tollgate/signing/signature.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using comparison = bool (*)(std::string_view, std::string_view);

bool with_memcmp(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size()) == 0;
}
bool exactly(std::string_view a, std::string_view b)
{
    return tollgate::signing::equal_in_constant_time(a, b);
}
bool ignoring_case(std::string_view a, std::string_view b)
{
    return tollgate::signing::equal_in_constant_time<true>(a, b);
}

/// Mean and variance of what was added, after Welford.
class sample {
public:
    void add(double x)
    {
        ++count_;
        double const off = x - mean_;
        mean_ += off / count_;
        squares_ += off * (x - mean_);
    }
    friend double welch_t(sample const &a, sample const &b)
    {
        if (a.count_ < 2 || b.count_ < 2) return 0;
        double const error = a.squares_ / (a.count_ - 1) / a.count_ + b.squares_ / (b.count_ - 1) / b.count_;
        return error > 0 ? (a.mean_ - b.mean_) / std::sqrt(error) : 0;
    }
    [[nodiscard]] double mean() const { return mean_; }

private:
    double count_ = 0;
    double mean_ = 0;
    double squares_ = 0;
};

/// What the gateway would have sent, and two texts that somebody else sends instead.
struct question {
    char const *name;
    comparison compare;
    std::string expected;
    std::array<std::string, 2> received;
};

/// The time of some calls, in nanoseconds. The text lies in the same place whatever its class.
double time_of(comparison volatile &compare, std::string_view expected, std::string_view received)
{
    constexpr int calls = 16;
    [[maybe_unused]] bool volatile seen = false;
    auto const start = std::chrono::steady_clock::now();
    for (int i = 0; i != calls; ++i)
        seen = compare(expected, received);
    auto const took = std::chrono::steady_clock::now() - start;
    return static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(took).count()) / calls;
}

class experiment {
public:
    explicit experiment(question const &about) : about_{about}, compare_{about.compare} {}

    /// The t that is farthest from 0, over all measurements and over those that nothing interrupted.
    double worst_t(std::size_t measurements)
    {
        std::vector<double> first;
        for (std::size_t i = 0; i != measurements / 50 + 100; ++i)
            first.push_back(measure().took);
        std::ranges::sort(first);
        constexpr std::array<std::size_t, 5> percentiles{50, 75, 90, 99, 100};
        std::array<double, percentiles.size()> limits{};
        for (std::size_t i = 0; i != limits.size(); ++i)
            limits[i] = percentiles[i] == 100 ? HUGE_VAL : first[first.size() * percentiles[i] / 100];

        std::array<std::array<sample, 2>, percentiles.size()> kept;
        for (std::size_t i = 0; i != measurements; ++i) {
            auto const [kind, took] = measure();
            for (std::size_t k = 0; k != limits.size(); ++k)
                if (took <= limits[k]) kept[k][kind].add(took);
        }
        double worst = 0;
        for (auto const &[a, b] : kept) {
            double const t = welch_t(a, b);
            if (std::abs(t) > std::abs(worst)) worst = t;
        }
        means_ = {kept[2][0].mean(), kept[2][1].mean()};
        return worst;
    }
    /// Of each class, of the faster nine tenths.
    [[nodiscard]] std::array<double, 2> means() const { return means_; }

private:
    struct measurement {
        std::size_t kind;
        double took;
    };
    measurement measure()
    {
        std::size_t const kind = random_() >> 31;
        buffer_ = about_.received[kind];
        return {kind, time_of(compare_, about_.expected, buffer_)};
    }

    question const &about_;
    comparison volatile compare_;
    std::mt19937 random_{std::random_device{}()};
    std::string buffer_;
    std::array<double, 2> means_{};
};

constexpr double suspicious = 4.5; // as in the paper

double ask(question const &about, std::size_t measurements)
{
    // A leak is there every time, what a busy machine does is not: of three rounds the smallest t counts.
    experiment trial{about};
    double t = trial.worst_t(measurements);
    for (int again = 0; again != 2; ++again) {
        double const next = trial.worst_t(measurements);
        t = next * t <= 0 ? 0 : std::abs(next) < std::abs(t) ? next : t;
    }
    auto const [a, b] = trial.means();
    std::printf("%-52s %8.2f ns %8.2f ns  t = %9.2f  %s\n", about.name, a, b, t,
                std::abs(t) < suspicious ? "no difference seen" : "DIFFERENT");
    std::fflush(stdout);
    return std::abs(t);
}

std::string but(std::string text, std::size_t at)
{
    text[at] = text[at] == '0' ? '1' : '0';
    return text;
}

} // namespace

int main(int argc, char **argv)
{
    std::size_t const measurements = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 300'000;
    if (measurements < 1'000) {
        std::fputs("usage: constant_time [MEASUREMENTS], at least 1000\n", stderr);
        return 2;
    }
    std::string const right = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                              "ee26b0dd4af7e749aa1a8ee3c10ae9923f618980772e473f8819a5d4940e0db2";
    std::string const digits(right.size(), '7');
    std::string const capitals(right.size(), 'F');
    std::array<std::string, 2> const first_or_last{but(right, 0), but(right, right.size() - 1)};

    std::printf("three times %zu measurements each, %zu characters; a leak is seen from |t| = %.1f\n",
                measurements, right.size(), suspicious);
    double const control =
        ask({"memcmp, differs first or last", with_memcmp, right, first_or_last}, measurements);
    double worst = 0;
    for (question const &each :
         {question{"exactly, differs first or last", exactly, right, first_or_last},
          question{"ignoring case, differs first or last", ignoring_case, right, first_or_last},
          question{
              "ignoring case, digits or capitals are received", ignoring_case, right, {digits, capitals}}})
        worst = std::max(worst, ask(each, measurements));

    if (control < suspicious) {
        std::puts("verdict: none; not even memcmp's leak is seen here. Take more measurements, on a quieter "
                  "machine.");
        return 2;
    }
    std::puts(worst < suspicious ? "verdict: no leak seen"
                                 : "verdict: a LEAK, or a machine too busy: run it again");
    return worst < suspicious ? 0 : 1;
}
