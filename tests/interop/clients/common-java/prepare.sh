# Sourced by jaxws and axis: what their JVMs need. JSSE reads no PEM: keytool makes a trust store.
export LC_ALL=C.UTF-8
export JAVA_TOOL_OPTIONS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
if [ -n "${UWS_CA:-}" ]; then
    keytool -importcert -noprompt -alias authority -file "$UWS_CA" \
        -keystore trust.p12 -storepass changeit >&2
    JAVA_TOOL_OPTIONS+=" -Djavax.net.ssl.trustStore=$PWD/trust.p12"
    JAVA_TOOL_OPTIONS+=" -Djavax.net.ssl.trustStorePassword=changeit"
fi
