using System.Diagnostics;
using Bot3.Messaging.LocalServices;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>
/// A server in a container that this process started, by the docker command line. Disposing removes the container and its data.
/// </summary>
internal sealed class DockerServer : ILocalServer
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(250);

    private readonly string _name;
    private readonly Func<CancellationToken, Task<bool>> _isReady;
    private readonly TimeProvider _time;
    private bool _running;

    private DockerServer(string name, string description, Func<CancellationToken, Task<bool>> isReady, TimeProvider time)
    {
        _name = name;
        Description = description;
        _isReady = isReady;
        _time = time;
    }

    public string Description { get; }

    public bool IsRunning => _running;

    /// <summary>Makes and starts a container, and waits until the probe says that it is ready.</summary>
    /// <param name="name">The container's name; one that a killed owner left behind under it is removed first.</param>
    /// <param name="description">What is running, for messages.</param>
    /// <param name="arguments">Arguments of <c>docker run</c> after the name: ports, variables, image.</param>
    /// <param name="isReady">The probe.</param>
    /// <param name="time">The clock of the wait.</param>
    /// <param name="cancellationToken">Gives up; the container is removed.</param>
    public static async Task<DockerServer> RunAsync(
        string name,
        string description,
        IReadOnlyList<string> arguments,
        Func<CancellationToken, Task<bool>> isReady,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        await DockerAsync(["rm", "--force", "--volumes", name], ignoreFailure: true, cancellationToken);
        var server = new DockerServer(name, description, isReady, time);
        try
        {
            await DockerAsync(["run", "--detach", "--name", name, .. arguments], ignoreFailure: false, cancellationToken);
            await server.WaitAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _running = false;
        await DockerAsync(["kill", _name], ignoreFailure: true, cancellationToken);
    }

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken);
        await DockerAsync(["start", _name], ignoreFailure: false, cancellationToken);
        await WaitAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _running = false;
        await DockerAsync(["stop", "--time", "30", _name], ignoreFailure: true, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _running = false;
        await DockerAsync(["rm", "--force", "--volumes", _name], ignoreFailure: true, CancellationToken.None);
    }

    /// <summary>Runs a docker command.</summary>
    /// <returns>Its output; null when it failed and that does not matter.</returns>
    internal static async Task<string?> DockerAsync(
        IReadOnlyList<string> arguments, bool ignoreFailure, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("docker") { UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return await ShortCommand.RunAsync(start, cancellationToken);
        }
        catch (LocalServiceException) when (ignoreFailure)
        {
            return null;
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (!await _isReady(cancellationToken))
        {
            if (_time.GetElapsedTime(started) > ReadyLimit)
                throw new LocalServiceException($"{Description} was not ready within {ReadyLimit.TotalSeconds:0} s: see `docker logs {_name}`");
            await Task.Delay(ProbeInterval, _time, cancellationToken);
        }

        _running = true;
    }
}
