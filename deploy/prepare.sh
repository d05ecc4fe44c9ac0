#!/bin/sh
# Runs before the services start: databases, roles and migrations, then each process's settings into a volume of its own.
# A process sees its own database password and nobody else's; the keys of the gminas go to the benefit services only.
#
#   prepare.sh STATE HANDOUT     STATE is private to this container, HANDOUT/<process> is mounted by the process
#
# Environment: GOPS_DATABASE_URL (administrator), GMINAS (six-digit codes, separated by spaces), and for an OIDC issuer of
# your own OIDC_ISSUER, OIDC_JWKS_URL, OIDC_TOKEN_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET (reporting's client) and
# OIDC_SERVICES_CLIENT_ID, OIDC_SERVICES_CLIENT_SECRET (the benefit services').
set -eu
umask 077
state=$1 handout=$2
benefit_services="family_benefits social_assistance alimony_fund"

set -- --state "$state" \
    --address "issuer=${OIDC_ISSUER:-http://issuer:8000}" \
    --address family_benefits=http://family-benefits:8000 \
    --address social_assistance=http://social-assistance:8000 \
    --address alimony_fund=http://alimony-fund:8000 \
    --address reporting=http://reporting:8000
for gmina in ${GMINAS:-101805}; do
    set -- "$@" --gmina "$gmina"
done
python -m gops prepare "$@"

# The last line of a name wins, so what stands here replaces what the embedded issuer would need.
oidc() {
    [ -z "$3" ] || printf "%s='%s'\n" "$2" "$3" >> "$handout/$1/settings/$1.env"
}

for name in issuer $benefit_services reporting gateway; do
    mkdir -p "$handout/$name/settings"
    cp "$state/settings/$name.env" "$handout/$name/settings/$name.env"
done
for name in $benefit_services; do
    printf "GOPS_KEYS_FILE='/etc/gops/keys.json'\n" >> "$handout/$name/settings/$name.env"
    cp "$state/secrets/keys.json" "$state/secrets/keys.json.master" "$handout/$name/"
done
for name in $benefit_services reporting; do
    oidc "$name" GOPS_JWKS_URL "${OIDC_JWKS_URL:-}"
done
# Previews ask reporting what is left of the plan. With an issuer of your own that takes a client of your own.
if [ -n "${OIDC_ISSUER:-}" ]; then
    for name in $benefit_services; do
        oidc "$name" GOPS_TOKEN_URL "${OIDC_TOKEN_URL:-}"
        oidc "$name" GOPS_CLIENT_ID "${OIDC_SERVICES_CLIENT_ID:-}"
        oidc "$name" GOPS_CLIENT_SECRET "${OIDC_SERVICES_CLIENT_SECRET:-}"
        [ -n "${OIDC_SERVICES_CLIENT_ID:-}" ] || printf "GOPS_REPORTING_URL=''\n" >> "$handout/$name/settings/$name.env"
    done
fi
oidc gateway GOPS_GATEWAY_JWKS_URL "${OIDC_JWKS_URL:-}"
oidc reporting GOPS_TOKEN_URL "${OIDC_TOKEN_URL:-}"
oidc reporting GOPS_CLIENT_ID "${OIDC_CLIENT_ID:-}"
oidc reporting GOPS_CLIENT_SECRET "${OIDC_CLIENT_SECRET:-}"
printf '*:*:*:gops_backup:%s\n' "$(cat "$state/secrets/backup.password")" > "$handout/backup/pgpass"
