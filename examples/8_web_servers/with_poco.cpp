// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Callbacks behind POCO: the body is read from a stream, whole and as it is. POCO's HTMLForm would take a form apart, and the bytes
// that were signed would be gone.

#include "callbacks.hpp"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Util/ServerApplication.h>

#include <iterator>
#include <string>
#include <vector>

namespace {

class callback_handler : public Poco::Net::HTTPRequestHandler {
    void handleRequest(Poco::Net::HTTPServerRequest &request,
                       Poco::Net::HTTPServerResponse &response) override
    {
        std::string const body{std::istreambuf_iterator<char>{request.stream()}, {}};
        std::vector<tollgate::header> headers;
        for (auto const &[name, value] : request)
            headers.push_back({name, value});
        auto const answer = answer_one_payment(body, headers);
        response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answer.status));
        response.setContentType(std::string{answer.content_type});
        response.sendBuffer(answer.body.data(), answer.body.size());
    }
};

class not_found : public Poco::Net::HTTPRequestHandler {
    void handleRequest(Poco::Net::HTTPServerRequest &, Poco::Net::HTTPServerResponse &response) override
    {
        response.setStatus(Poco::Net::HTTPResponse::HTTP_NOT_FOUND);
        response.send();
    }
};

class handlers : public Poco::Net::HTTPRequestHandlerFactory {
    Poco::Net::HTTPRequestHandler *createRequestHandler(Poco::Net::HTTPServerRequest const &request) override
    {
        bool const is_callback = request.getMethod() == "POST" && request.getURI() == "/callbacks/1payment";
        if (is_callback) return new callback_handler;
        return new not_found;
    }
};

class program : public Poco::Util::ServerApplication {
    int main(std::vector<std::string> const &arguments) override
    {
        auto const port = static_cast<Poco::UInt16>(arguments.empty() ? 8080 : std::stoi(arguments.front()));
        Poco::Net::ServerSocket socket{Poco::Net::SocketAddress{"127.0.0.1", port}};
        Poco::Net::HTTPServer server{new handlers, socket, new Poco::Net::HTTPServerParams};
        server.start();
        waitForTerminationRequest();
        server.stop();
        return EXIT_OK;
    }
};

} // namespace

int main(int count, char **arguments)
{
    return program{}.run(count, arguments);
}
