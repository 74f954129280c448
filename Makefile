# The commands that people run. `make` alone prints this list.
.DEFAULT_GOAL := help
.PHONY: help run test quick format dependency-updates

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-19s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build, then run two event services, the pipeline and the warehouse (./rerun.sh)
	./rerun.sh

test: ## run all checks and tests that need no container engine (mvn verify)
	mvn verify

quick: ## build without checks and tests
	mvn -Dquick package

format: ## format the Java sources
	mvn -q spotless:apply

dependency-updates: ## list libraries and plugins that have newer releases
	@report=$$(mvn -B -ntp -N versions:display-property-updates versions:display-plugin-updates) \
	  || { echo "$$report"; exit 1; }; \
	echo "$$report" | grep -- '->' || echo "Everything is current."
