using Bot3.Messaging.Hosting.Health;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Bot3.Messaging.Hosting.Tests;

public sealed class WriteRefusalsTests
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("53100", "its disk is full")]
    [InlineData("25006", "it is read-only")]
    [InlineData("58030", "its disk fails")]
    public void Refusal_WithinAnotherFault_IsKnownUntilItIsOld(string sqlState, string words)
    {
        var refusals = new WriteRefusals(_time);

        refusals.Note(new InvalidOperationException("outer", new PostgresException("no", "ERROR", "ERROR", sqlState)));

        _time.Advance(Age);
        Assert.Equal(words, refusals.Within(Age));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(refusals.Within(Age));
    }

    [Fact]
    public void Fault_OfAnotherKind_IsNoRefusal()
    {
        var refusals = new WriteRefusals(_time);

        refusals.Note(new PostgresException("duplicate", "ERROR", "ERROR", "23505"));
        refusals.Note(new InvalidOperationException("bug"));

        Assert.Null(refusals.Within(Age));
    }
}
