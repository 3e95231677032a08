// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The order's page follows its status: the server tells when it changes, and the page is asked for again.
const events = new EventSource(location.pathname.replace(/\/pay$/, "") + "/events");
events.addEventListener("status", () => {
  events.close();
  location.replace(location.pathname.replace(/\/pay$/, ""));
});
