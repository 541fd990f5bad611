#!/usr/bin/env bash
# Makes the container images that compose and the tests need out of Debian's packages and this machine's .NET, for machines that reach no
# image registry. Needs root, a running Docker engine and debootstrap. Images that were made of the same files are kept.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

has() { docker image inspect "$1" >/dev/null 2>&1; }

build() { # tag, folder; not when the tag's image was made of the same files
  local recipe
  recipe=$(cd "$2" && find . -type f ! -path './dotnet/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
  if [ "$(docker image inspect --format '{{index .Config.Labels "bot3.recipe"}}' "$1" 2>/dev/null)" = "$recipe" ]; then return 0; fi
  docker build --quiet --label "bot3.recipe=$recipe" -t "$1" "$2" >/dev/null
  echo "made $1"
}

if ! has local/debian:bookworm; then
  debootstrap --variant=minbase --include=ca-certificates bookworm "$scratch/root" > "$scratch/debootstrap.log" 2>&1 \
    || { tail -5 "$scratch/debootstrap.log" >&2; exit 1; }
  tar -C "$scratch/root" -c . | docker import - local/debian:bookworm >/dev/null
  rm -rf "$scratch/root"
  echo "made local/debian:bookworm"
fi
build local/rabbitmq:3.10-debian12 docker/local-images/rabbitmq
build local/postgres:15-debian12 docker/local-images/postgres

dotnet_root=$(dirname "$(readlink -f "$(command -v dotnet)")")
dotnet_image() { # tag parts...
  local tag=$1 context=$scratch/dotnet
  shift
  has "$tag" && return
  rm -rf "$context"
  mkdir -p "$context/dotnet"
  cp docker/local-images/dotnet/Dockerfile "$context/"
  cp -L /etc/ssl/certs/ca-certificates.crt "$context/"
  (cd "$dotnet_root" && tar -c "$@") | tar -C "$context/dotnet" -x
  build "$tag" "$context"
}
dotnet_image local/dotnet-aspnet:10.0 dotnet host shared
dotnet_image local/dotnet-sdk:10.0 dotnet host shared sdk sdk-manifests templates packs
