using Bot3.Messaging.Bot3.Environment;
using Bot3.Messaging.TestKit.Services;

namespace Bot3.Messaging.System_Tests.Chaos;

/// <summary>Tests with whole systems run one after the other: each has half a dozen processes.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LocalSystemCollection : ICollectionFixture<LocalSystemFixture>
{
    public const string Name = "local systems";
}

/// <summary>One local system for the tests that only use it; started by the first that asks.</summary>
public sealed class LocalSystemFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("bot3-system-test-");
    private LocalSystem? _system;

    public async Task<LocalSystem> GetAsync(CancellationToken cancellationToken)
    {
        RealInfrastructure.Require();
        return _system ??= await LocalSystem.StartAsync(
            new LocalSystemOptions { DataDirectory = _directory.FullName }, _ => { }, cancellationToken);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
