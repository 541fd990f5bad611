namespace Bot3.Messaging.Persistence.Tests.Infrastructure;

/// <summary>
/// Tests that listen to activities. A listener hears, and thereby starts, those of the whole process: a test beside it would find its
/// messages' trace headers replaced. So these run when no other does.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ListeningAlone
{
    public const string Name = "listening alone";
}
