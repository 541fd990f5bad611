using System.Net;
using Bot3.Messaging.ExchangeSimulator.Admin;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Bot3.Messaging.ExchangeSimulator;

/// <summary>A running simulator. Dispose stops it: clients hear <c>serverShutdown</c>, then connections end.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(2);

    private readonly WebApplication application;
    private readonly SimulatorParts parts;
    private readonly CancellationTokenSource stopping;
    private readonly Task background;
    private int stopped;

    private SimulatorHost(WebApplication application, SimulatorParts parts, CancellationTokenSource stopping, Uri baseAddress)
    {
        this.application = application;
        this.parts = parts;
        this.stopping = stopping;
        BaseAddress = baseAddress;
        background = Task.WhenAll(parts.Streams.PumpAsync(stopping.Token), parts.Pump.RunAsync(stopping.Token),
            parts.StreamPump.RunAsync(stopping.Token));
    }

    /// <summary>
    /// Where it listens, e.g. <c>http://127.0.0.1:9080/</c>. REST is under <c>api/v3</c>, the WebSocket API at <c>ws-api/v3</c>.
    /// </summary>
    public Uri BaseAddress { get; }

    /// <summary>The port it listens on.</summary>
    public int Port => BaseAddress.Port;

    /// <summary>Starts a simulator on the system clock, without logs.</summary>
    /// <param name="options">What to simulate.</param>
    /// <param name="cancellation">Ends the start, not the running simulator.</param>
    /// <returns>The running simulator; its books are two-sided already.</returns>
    /// <exception cref="ArgumentException">The options are not valid; the message names every violation.</exception>
    public static Task<SimulatorHost> StartAsync(SimulatorOptions options, CancellationToken cancellation) =>
        StartAsync(options, TimeProvider.System, configureLogging: null, cancellation);

    /// <summary>Starts a simulator on a given clock, with logs where asked.</summary>
    /// <param name="options">What to simulate.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="configureLogging">Adds log providers; null for none.</param>
    /// <param name="cancellation">Ends the start, not the running simulator.</param>
    /// <returns>The running simulator; its books are two-sided already.</returns>
    /// <exception cref="ArgumentException">The options are not valid; the message names every violation.</exception>
    public static async Task<SimulatorHost> StartAsync(
        SimulatorOptions options, TimeProvider time, Action<ILoggingBuilder>? configureLogging, CancellationToken cancellation)
    {
        SimulatorOptionsCheck.Require(options);
        // An empty builder: neither files nor environment of the hosting process may change what a simulator does.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddLogging(logging => configureLogging?.Invoke(logging));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);
        var application = builder.Build();
        var stopping = new CancellationTokenSource();
        var parts = SimulatorParts.Create(options, time, application.Services.GetRequiredService<ILoggerFactory>());
        parts.Pump.Open();
        application.UseWebSockets();
        application.Run(context => parts.HandleAsync(context, stopping.Token));
        await application.StartAsync(cancellation);
        var features = application.Services.GetRequiredService<IServer>().Features;
        var address = new Uri(features.Get<IServerAddressesFeature>()!.Addresses.First());
        Log.Listening(parts.Logger, address, options.Seed, options.Faults.ToString());
        return new SimulatorHost(application, parts, stopping, address);
    }

    /// <summary>What really happened so far: orders, fills and balances of the client accounts.</summary>
    /// <returns>A consistent copy.</returns>
    public VenueTruth Truth() => parts.Truth();

    /// <summary>Injects a fault from now on; rules set earlier are looked at first.</summary>
    /// <param name="rule">The fault.</param>
    /// <exception cref="ArgumentException">A value of the rule is out of its bounds.</exception>
    /// <exception cref="InvalidOperationException">Too many rules are set.</exception>
    public void AddFault(FaultRule rule) => parts.AddFault(rule);

    /// <summary>Removes every fault that was added; the profile of the options stays.</summary>
    public void ClearFaults() => parts.Faults.Clear();

    /// <summary>Moves a symbol's market to a price and trades there, so that stops trigger and orders in between fill.</summary>
    /// <param name="symbol">A symbol of the options.</param>
    /// <param name="price">In quote, above 0; rounded down to the tick.</param>
    /// <exception cref="ArgumentException">The symbol is unknown or the price out of bounds.</exception>
    public void MoveMarket(string symbol, decimal price) => parts.MoveMarket(symbol, price);

    /// <summary>Ticks the market streams once by hand.</summary>
    internal void TickStreams() => parts.StreamPump.Tick();

    /// <summary>Steps every market by hand, so that a test needs no clock.</summary>
    internal void StepMarket(int steps) => parts.Pump.Step(steps);

    /// <summary>Stops it. Later calls do nothing.</summary>
    /// <param name="cancellation">Cuts the shutdown short.</param>
    /// <returns>When the port is free.</returns>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref stopped, 1) != 0)
            return;
        await parts.Connections.AnnounceShutdownAsync();
        await stopping.CancelAsync();
        try
        {
            await background;
        }
        catch (OperationCanceledException)
        {
            // That is how the loops end.
        }

        await application.StopAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await application.DisposeAsync();
        parts.Accounts.Dispose();
        stopping.Dispose();
    }
}
