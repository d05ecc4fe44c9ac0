#!/bin/sh
# Puts a backup back into databases that `gops migrate` (or `gops prepare`) has made; what was in them is replaced.
#
#   restore.sh FOLDER/MOMENT     as the administrator of the server (PGHOST, PGUSER, PGPASSFILE)
#
# The services must be stopped. Each database is restored in one transaction: all of it or nothing.
set -eu
backup=$1
(cd "$backup" && sha256sum --check --quiet SHA256SUMS)
for database in family_benefits social_assistance alimony_fund reporting; do
    pg_restore --no-password --clean --if-exists --single-transaction --exit-on-error --dbname="$database" \
        "$backup/$database.dump"
    echo "$database"
done
