#!/usr/bin/env bash
# Runs the commands of README.md, "Your own briefing", in the current folder. What an editor would write is written here.
set -euo pipefail

briefing init my-briefing --title "The Kesh ferry"
cd my-briefing
briefing new actors harbour-company
cat > seeds/actors/harbour-company.yml <<'END'
id: harbour-company
kind: organisation
name: Kesh Harbour Company
summary: The company that runs the ferry. It says that the harbour is repaired.
evidence:
  - first-source#p1
END
briefing new events first-trip
cat > seeds/events/first-trip.yml <<'END'
id: first-trip
title: The first trip
date: "2031-04"
date_basis: stated
status: expected
summary: The ferry is expected to sail again in April.
actors:
  - actor: harbour-company
    role: runs the ferry
evidence:
  - first-source#p1
END
briefing check
briefing build
briefing build --offline
git add --all
git commit --quiet --message "Add the first trip"
briefing diff HEAD~1 HEAD
