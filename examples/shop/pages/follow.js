// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The order's page follows its status: the server tells when it changes, and the page is asked for again.
const page = location.pathname.replace(/\/pay$/, "");
// It may have changed since this page was made.
const shown = document.querySelector("[data-status]").dataset.status;
const events = new EventSource(page + "/events?shown=" + encodeURIComponent(shown));
events.addEventListener("status", () => {
  events.close();
  location.replace(page);
});
