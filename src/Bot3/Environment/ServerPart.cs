using Bot3.Messaging.LocalServices;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>The broker or the database as a part.</summary>
internal sealed class ServerPart(string name, ILocalServer server) : ISystemPart
{
    public string Name => name;

    public string Address => server.Description;

    public bool IsRunning => server.IsRunning;

    public bool IsHeldDown { get; private set; }

    public Task KillAsync(CancellationToken cancellationToken)
    {
        IsHeldDown = true;
        return server.KillAsync(cancellationToken);
    }

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await server.RestartAsync(cancellationToken);
        IsHeldDown = false;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        IsHeldDown = true;
        return server.StopAsync(cancellationToken);
    }
}
