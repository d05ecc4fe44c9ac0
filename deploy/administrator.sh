#!/bin/sh
# The administrator's password of the compose file's own PostgreSQL: made once and kept in a volume that only
# postgres and prepare mount, so that no secret stands in a file of the project.
set -eu
umask 077
cd "$1"
if [ ! -s password ]; then
    python -c 'import secrets; print(secrets.token_urlsafe(24))' > .password
    mv .password password
fi
printf '%s:5432:*:postgres:%s\n' "$2" "$(cat password)" > .pgpass
mv .pgpass pgpass
