namespace Bot3.Messaging.LocalServices;

/// <summary>A server that this process started for itself. Disposing stops it and leaves its data folder.</summary>
public interface ILocalServer : IAsyncDisposable
{
    /// <summary>What is running, for messages to a person, for example <c>RabbitMQ (private instance, 127.0.0.1:40123)</c>.</summary>
    string Description { get; }

    /// <summary>Whether the server's process is alive. It may still be starting or stopping.</summary>
    bool IsRunning { get; }

    /// <summary>Kills the server's whole process tree with SIGKILL, as a power cut would, and returns when it is gone.</summary>
    /// <param name="cancellationToken">Stops waiting; the kill itself is not undone.</param>
    Task KillAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Starts the server again on the same data and port; stops it in good order first if it runs. Returns when it is ready.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="LocalServiceException">The server did not come back in its time.</exception>
    Task RestartAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Stops the server in good order; after 30 seconds by force. Returns when it is gone. Does nothing when it does not run.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting and kills at once.</param>
    Task StopAsync(CancellationToken cancellationToken);
}
