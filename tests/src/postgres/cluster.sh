# Makes a PostgreSQL cluster, starts it, says where its socket is, and takes it all away when the
# standard input ends. Each line of that is a crash: the cluster stops without finishing anything,
# starts again from its log, and says so. $1: folder of PostgreSQL's programs. Where there are a
# $CERTIFICATE and its $KEY it also listens on $PORT of this machine, under TLS alone.
set -eu
# Ctrl-C reaches everybody at the terminal; what was started must be stopped in order all the same.
trap '' INT TERM HUP
folder=$(mktemp -d "${TMPDIR:-/tmp}/chungtay-postgres.XXXXXX")
trap 'rm -rf "$folder"' EXIT

# Sorted as Vietnamese dictionaries do, so that an order left to the database shows.
"$1/initdb" --pgdata="$folder/data" --username=chungtay --auth=trust --encoding=UTF8 \
  --locale=C.UTF-8 --locale-provider=icu --icu-locale=vi --no-sync >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
listen="-c listen_addresses=''"
if [ -n "${CERTIFICATE:-}" ]; then
  umask 077
  printf '%s' "$CERTIFICATE" >"$folder/certificate.pem"
  printf '%s' "$KEY" >"$folder/key.pem"
  printf 'local all all trust\nhostssl all all 127.0.0.1/32 trust\n' >"$folder/data/pg_hba.conf"
  listen="-c listen_addresses=127.0.0.1 -c port=$PORT -c ssl=on"
  listen="$listen -c ssl_cert_file='$folder/certificate.pem' -c ssl_key_file='$folder/key.pem'"
fi
start() {
  "$1/pg_ctl" start --pgdata="$folder/data" --log="$folder/log" --wait --silent \
    --options="-c unix_socket_directories='$folder' $listen -c fsync=on" \
    >&2 || { cat "$folder/log" >&2; exit 1; }
}
stop() {
  "$1/pg_ctl" stop --pgdata="$folder/data" --mode=immediate --wait --silent >&2
}
start "$1"
echo "$folder"
while read -r _; do
  stop "$1"
  start "$1"
  echo back
done
stop "$1"
