using Bot3.Messaging.Hosting.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Hosting;

/// <summary>Runs worker modules: one per process in production, several in the demo and in tests.</summary>
public static class WorkerHost
{
    /// <summary>Exit code of a run that ended as asked.</summary>
    public const int ExitSuccess = 0;

    /// <summary>Exit code of a process that could not start or that failed.</summary>
    public const int ExitFailure = 1;

    /// <summary>Exit code of a process whose configuration is wrong; standard error names every violation.</summary>
    public const int ExitBadConfiguration = 2;

    private static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(10);

    /// <summary>Builds, runs until SIGTERM, SIGINT or a failure, and stops in order: the whole <c>Program.cs</c> of a worker.</summary>
    /// <param name="args">The command line, for example <c>--Bus:Host=broker</c>.</param>
    /// <param name="modules">The modules of this process, at least one.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args, params IWorkerModule[] modules) => RunAsync(CreateBuilder(args, modules));

    /// <summary>
    /// Starts from appsettings.json beside the program, environment variables (<c>BOT3_Bus__Host</c>) and the command line; the last
    /// wins.
    /// </summary>
    /// <param name="args">The command line.</param>
    /// <param name="modules">The modules of this process, at least one.</param>
    /// <returns>The builder.</returns>
    public static WorkerHostBuilder CreateBuilder(string[] args, params IWorkerModule[] modules)
    {
        ArgumentNullException.ThrowIfNull(args);
        var builder = new WorkerHostBuilder(modules);
        builder.Configuration.SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddEnvironmentVariables(WorkerHostBuilder.EnvironmentPrefix)
            .AddCommandLine(args);
        return builder;
    }

    /// <summary>Starts from a given configuration only: the demo and tests, which must not depend on their surroundings.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="modules">The modules of this process, at least one.</param>
    /// <returns>The builder.</returns>
    public static WorkerHostBuilder CreateBuilder(IConfiguration configuration, params IWorkerModule[] modules)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var builder = new WorkerHostBuilder(modules);
        builder.Configuration.AddConfiguration(configuration);
        return builder;
    }

    private static async Task<int> RunAsync(WorkerHostBuilder builder)
    {
        try
        {
            await using var host = builder.Build();
            return await RunAsync(host);
        }
        catch (OptionsValidationException exception)
        {
            await Console.Error.WriteLineAsync(Describe(exception.Failures));
            return ExitBadConfiguration;
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            var failures = exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures);
            await Console.Error.WriteLineAsync(Describe(failures));
            return ExitBadConfiguration;
        }
    }

    private static async Task<int> RunAsync(WebApplication host)
    {
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(WorkerHost));
        var services = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        try
        {
            var run = host.RunAsync();
            await EndWhenTheStartHangsAsync(host, run, logger);
            await run;
        }
        catch (Exception exception) when (!IsBadConfiguration(exception))
        {
            // The edge of the process: whatever it is, the log says it, and the exit code asks the supervisor for a new try.
            Log.HostFailed(logger, exception);
            return ExitFailure;
        }

        // A background service that fails stops the host, which then ends as if it had been asked to.
        return services.Exists(service => service.ExecuteTask is { IsFaulted: true }) ? ExitFailure : ExitSuccess;
    }

    // A broker that dies in the middle of the bus's start can leave it waiting for ever, past its own time limit, and its stop as well. A
    // process that neither starts nor ends helps nobody: its supervisor starts it anew, and durable state makes the hard end harmless.
    private static async Task EndWhenTheStartHangsAsync(WebApplication host, Task run, ILogger logger)
    {
        var options = host.Services.GetRequiredService<IOptions<BusOptions>>().Value;
        var limit = options.StartTimeout + options.StopTimeout + StartGrace;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = host.Lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        var timer = Task.Delay(limit, host.Services.GetRequiredService<TimeProvider>());
        if (await Task.WhenAny(run, started.Task, timer) != timer)
            return;
        Log.StartHangs(logger, limit);
        Environment.Exit(ExitFailure);
    }

    private static bool IsBadConfiguration(Exception exception) => exception is OptionsValidationException
        || (exception is AggregateException several && several.InnerExceptions.All(inner => inner is OptionsValidationException));

    private static string Describe(IEnumerable<string> failures) =>
        string.Join(Environment.NewLine, failures.Select(failure => $"  {failure}").Prepend("The configuration is not valid:"));
}
