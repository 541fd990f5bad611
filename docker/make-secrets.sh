#!/usr/bin/env bash
# Makes docker/secrets/: a random password for every broker and database user, and the broker's definitions with their hashes.
# Needs bash and coreutils only. What is there is kept; delete the folder for new ones.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets   # the files are readable in containers, where they belong to another user; the folder keeps people out

keep() { # file: standard input goes there unless it exists
  if [ -s "secrets/$1" ]; then cat > /dev/null; else cat > "secrets/$1.part"; chmod 644 "secrets/$1.part"; mv "secrets/$1.part" "secrets/$1"; fi
}
random_text() { head -c 64 /dev/urandom | base64 -w0 | tr -dc 'A-Za-z0-9' | cut -c1-32 | tr -d '\n'; }
bytes() { printf '%b' "$(sed 's/../\\x&/g' <<< "$1")"; }
hash_of() { # RabbitMQ's scheme: base64(salt + SHA-256(salt + password))
  local salt digest
  salt=$(head -c 4 /dev/urandom | od -An -tx1 | tr -d ' \n')
  digest=$({ bytes "$salt"; cat "secrets/$1"; } | sha256sum | cut -d' ' -f1)
  bytes "$salt$digest" | base64 -w0
}

users=
for role in admin strategy order-saga risk-worker exchange-worker; do
  random_text | keep "rabbitmq-$role.txt"
  tags=; [ "$role" = admin ] && tags=administrator
  users+="${users:+,}
    {\"name\": \"$role\", \"password_hash\": \"$(hash_of "rabbitmq-$role.txt")\", \"hashing_algorithm\": \"rabbit_password_hashing_sha256\", \"tags\": \"$tags\"}"
done
random_text | keep postgres.txt
printf test-key | keep venue-key.txt          # the simulator's account; put a venue's key here instead
printf test-secret | keep venue-secret.txt
printf 'Host=postgres;Port=5432;Username=bot3;Password=%s;Database=bot3' "$(cat secrets/postgres.txt)" | keep storage.txt
{
  printf '{\n  "users": [%s\n  ],\n' "$users"
  tail -n +2 rabbitmq/permissions.json
} | keep definitions.json
echo "docker/secrets/ is ready"
