// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_PERMIT_HPP
#define TOLLGATE_TRANSPORT_DETAIL_PERMIT_HPP

#include <tollgate/core/version.hpp>

#include <memory>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/// Who counts the connections of each host.
class place_keeper {
public:
    virtual void release(std::string const &host) noexcept = 0;

protected:
    ~place_keeper() = default;
};

/// The right to have one connection to a host. Given back by the destructor: no path can forget it.
class permit {
public:
    permit() = default;
    permit(std::shared_ptr<place_keeper> keeper, std::string host)
        : keeper_{std::move(keeper)},
          host_{std::move(host)}
    {
    }
    permit(permit &&other) noexcept : keeper_{std::move(other.keeper_)}, host_{std::move(other.host_)} {}
    permit &operator=(permit &&other) noexcept
    {
        std::swap(keeper_, other.keeper_);
        std::swap(host_, other.host_);
        return *this;
    }
    ~permit()
    {
        if (keeper_) keeper_->release(host_);
    }

    /// Leaves the counting to the keeper, which has the connection now.
    void hand_back() noexcept { keeper_.reset(); }
    /// The keeper gives the place out again.
    void hand_out(std::shared_ptr<place_keeper> keeper) noexcept { keeper_ = std::move(keeper); }

private:
    std::shared_ptr<place_keeper> keeper_;
    std::string host_;
};

} // namespace tollgate::inline v0::detail

#endif
