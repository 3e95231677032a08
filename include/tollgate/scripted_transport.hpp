// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SCRIPTED_TRANSPORT_HPP
#define TOLLGATE_SCRIPTED_TRANSPORT_HPP

#include <tollgate/detail/net/client/handler_executor.hpp>
#include <tollgate/transport.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/system_executor.hpp>

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

/// A copy of a request that a \ref scripted_transport was given.
struct sent_request {
    std::string method;
    std::string host;
    std::string target;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

/**
 * \brief Canned answers, for tests: gives them in order and remembers what was sent.
 * \details A handle: copies share the script. It knows no deadline, and nothing can be cancelled: the answer
 * is there at once.
 *
 * \par Errors
 * \li those in the script
 * \li errc::connect_failed, not sent, if the script is at its end
 *
 * \par Thread safety
 * All members may be called from several threads.
 */
class scripted_transport {
public:
    using executor_type = boost::asio::any_io_executor;

    /// Asynchronous sends complete through the executor, unless their handler has one of its own.
    explicit scripted_transport(std::vector<result<wire_response>> answers,
                                executor_type executor = boost::asio::system_executor{})
        : executor_{std::move(executor)},
          script_{std::make_shared<script>()}
    {
        script_->answers.assign(std::make_move_iterator(answers.begin()),
                                std::make_move_iterator(answers.end()));
    }

    /// There is nothing that could be set up wrongly.
    [[nodiscard]] result<void> check() const { return {}; }

    /// Remembers the request and gives the next answer.
    [[nodiscard]] result<wire_response> send(wire_request const &request, deadline)
    {
        std::scoped_lock lock{script_->mutex};
        script_->requests.push_back(copy_of(request));
        if (script_->answers.empty()) return at_its_end();
        auto answer = std::move(script_->answers.front());
        script_->answers.pop_front();
        return answer;
    }

    /**
     * \brief The same, completing later.
     * \par Handler signature
     * `void(result<wire_response>)`, called through the handler's associated executor, never from inside this
     * function.
     */
    template <boost::asio::completion_token_for<void(result<wire_response>)> Token>
    auto async_send(wire_request const &request, deadline by, Token &&token)
    {
        auto implementation = [answer = send(request, by), executor = executor_,
                               posted = false](auto &self) mutable {
            if (posted) return self.complete(std::move(answer));
            posted = true;
            auto const completes_on = detail::handler_executor_of(self, executor);
            boost::asio::post(completes_on, std::move(self));
        };
        return boost::asio::async_compose<Token, void(result<wire_response>)>(std::move(implementation),
                                                                              token);
    }

    [[nodiscard]] executor_type get_executor() const { return executor_; }

    /// What was sent so far, oldest first.
    [[nodiscard]] std::vector<sent_request> requests() const
    {
        std::scoped_lock lock{script_->mutex};
        return script_->requests;
    }

    /// How many answers are left.
    [[nodiscard]] std::size_t remaining() const
    {
        std::scoped_lock lock{script_->mutex};
        return script_->answers.size();
    }

private:
    struct script {
        std::mutex mutex;
        std::deque<result<wire_response>> answers;
        std::vector<sent_request> requests;
    };

    static sent_request copy_of(wire_request const &request)
    {
        sent_request copy{std::string{request.method},
                          std::string{request.host},
                          std::string{request.target},
                          {},
                          std::string{request.body}};
        for (auto const &[name, value] : request.headers)
            copy.headers.emplace_back(name, value);
        return copy;
    }

    static error at_its_end()
    {
        return error{
            errc::connect_failed, not_sent{},
            "The script of this `scripted_transport` is at its end; give it an answer for each request."};
    }

    executor_type executor_;
    std::shared_ptr<script> script_;
};

} // namespace tollgate::inline v0

#endif
