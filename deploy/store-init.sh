#!/bin/sh
# Makes the two buckets and the key that the API has; run again, it changes nothing.
set -eu
secret() { cat "/run/secrets/$1"; }

# The root key goes by environment, not by command line.
export MC_CONFIG_DIR=/tmp/mc
MC_HOST_store="http://$(secret store_root_user):$(secret store_root_password)@store:9000"
export MC_HOST_store

mc mb --ignore-existing store/jiuzhu-incoming
mc mb --ignore-existing --with-lock store/jiuzhu-evidence
mc encrypt set sse-s3 store/jiuzhu-incoming
mc encrypt set sse-s3 store/jiuzhu-evidence
mc ilm rule ls store/jiuzhu-incoming >/dev/null 2>&1 || mc ilm rule add --expire-days 2 store/jiuzhu-incoming

key=$(secret store_api_access_key)
mc admin policy create store jiuzhu-api /deploy/store-policy.json
mc admin user add store "$key" "$(secret store_api_secret_key)"
# Attaching what is attached already is an error to mc.
mc admin policy attach store jiuzhu-api --user "$key" || echo "the policy is attached already"
echo "the buckets and the key of the API are ready"
