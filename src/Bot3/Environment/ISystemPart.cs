namespace Bot3.Messaging.Bot3.Environment;

/// <summary>One process of a local system: a worker, the broker, the database or the simulator.</summary>
public interface ISystemPart
{
    /// <summary>Its name in lines to a person, for example <c>risk-2</c>, <c>broker</c>.</summary>
    string Name { get; }

    /// <summary>Where it listens; holds no secret.</summary>
    string Address { get; }

    /// <summary>Whether its process is alive; it may still be starting.</summary>
    bool IsRunning { get; }

    /// <summary>Whether it was killed or stopped on purpose and not restarted yet: the supervisor leaves it alone.</summary>
    bool IsHeldDown { get; }

    /// <summary>Kills it with SIGKILL and holds it down until <see cref="RestartAsync"/>.</summary>
    /// <param name="cancellationToken">Stops waiting for its end.</param>
    Task KillAsync(CancellationToken cancellationToken);

    /// <summary>Starts it again on the same addresses; stops it first if it runs. Returns when it is ready.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="LocalServices.LocalServiceException">It did not become ready in its time.</exception>
    Task RestartAsync(CancellationToken cancellationToken);

    /// <summary>Stops it in good order; by force after its grace time. Does nothing when it does not run.</summary>
    /// <param name="cancellationToken">Kills it at once.</param>
    Task StopAsync(CancellationToken cancellationToken);
}
