# One file for every program: docker build --build-arg PROJECT=RiskWorker .
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0

FROM ${SDK_IMAGE} AS build
ARG PROJECT
# The build needs no languages, and a slim SDK image has no ICU.
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/ src/
RUN test -n "${PROJECT}" || { echo 'say --build-arg PROJECT=...' >&2; exit 1; }
RUN dotnet publish "src/${PROJECT}" -c Release -o /app --nologo -v quiet -p:UseAppHost=false -p:RestoreLockedMode=true

FROM ${RUNTIME_IMAGE}
ARG PROJECT
COPY --from=build /app /app
WORKDIR /app
# The user that Microsoft's images bring; by number, so that an orchestrator can see that it is not root.
USER 1654
ENV BOT3_PROGRAM=Bot3.Messaging.${PROJECT}.dll BOT3_Health__Url=http://0.0.0.0:8080
EXPOSE 8080
# bash speaks TCP by itself; the runtime image has no curl.
HEALTHCHECK --interval=3s --timeout=3s --start-period=30s --retries=5 CMD \
  ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]
# exec: the program is process 1 and gets the stop signal itself.
ENTRYPOINT ["bash", "-c", "exec dotnet \"$BOT3_PROGRAM\" \"$@\"", "bot3"]
