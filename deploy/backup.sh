#!/bin/sh
# Dumps the four databases with the role gops_backup, which reads past row-level security and may write nothing.
#
#   backup.sh FOLDER [KEEP]      a new folder of this moment below FOLDER; the newest KEEP (30) stay
#
# Needs pg_dump of the server's version or newer, PGHOST, and the role's password in PGPASSFILE (or ~/.pgpass).
# The keys are not in it: see docs/operations.md.
set -eu
umask 077
folder=$1 keep=${2:-30}
moment=$(date -u +%Y-%m-%dT%H%M%SZ)
part="$folder/.$moment.part"
mkdir -p "$part"
# Reporting first: restored, it is then behind the services' logs and catches up. The other way round it would know
# events that the services have lost.
for database in reporting family_benefits social_assistance alimony_fund; do
    pg_dump --no-password --username=gops_backup --format=custom --file="$part/$database.dump" "$database"
    pg_restore --list "$part/$database.dump" > "$part/$database.list"
done
(cd "$part" && sha256sum ./*.dump > SHA256SUMS)
mv "$part" "$folder/$moment"
find "$folder" -mindepth 1 -maxdepth 1 -type d -name '20*Z' | sort -r | tail -n "+$((keep + 1))" | while read -r old; do
    rm -rf "$old"
done
echo "$folder/$moment"
