using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Registration;

namespace Bot3.Messaging.Persistence.Tests.DeadLetters;

/// <summary>What holds for letters that are settled: one suite, two stores.</summary>
public abstract class LedgerRetentionContractTests(PersistenceProvider provider) : LedgerContract(provider)
{
    [Fact]
    public async Task Sweep_AfterTheRetention_RemovesSettledLettersAndNeverAnOpenOne()
    {
        await using var harness = await CreateAsync();
        var (open, retried, discarded, late) = (Letter(harness), Letter(harness), Letter(harness), Letter(harness));
        foreach (var letter in new[] { open, retried, discarded, late })
            await CaptureAsync(harness, letter);
        await RetryAsync(harness, retried.Id);
        await DiscardAsync(harness, discarded.Id, "none of ours");
        harness.Time.Advance(TimeSpan.FromDays(90));
        await DiscardAsync(harness, late.Id, "settled only now");
        Assert.Equal(0, await harness.LedgerSweeper.SweepAsync(Token));

        harness.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, await harness.LedgerSweeper.SweepAsync(Token));
        Assert.Equal(
            new[] { open.Id, late.Id }.Order(), (await harness.Ledger.ListKeptAsync(null, 10, Token)).Select(kept => kept.Letter.Id).Order());
        Assert.Equal(CaptureOutcome.Recorded, await CaptureAsync(harness, retried with { Headers = PutBack(harness, retried.Id) }));
    }

    [Fact]
    public async Task Sweep_OfALetterThatWasSettledAndOpenedAgain_LeavesIt()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        await RetryAsync(harness, letter.Id);
        await CaptureAsync(harness, letter);
        harness.Time.Advance(TimeSpan.FromDays(1_000));

        Assert.Equal(0, await harness.LedgerSweeper.SweepAsync(Token));

        Assert.Equal(DeadLetterStatus.Open, (await TheOneAsync(harness)).Status);
    }

    [Fact]
    public async Task Sweep_OfMoreThanOneStepTakes_GoesOnUntilAllAreGone()
    {
        await using var harness = await CreateAsync();
        for (var number = 0; number < 5; number++)
        {
            var letter = Letter(harness);
            await CaptureAsync(harness, letter);
            await RetryAsync(harness, letter.Id);
        }

        harness.Time.Advance(TimeSpan.FromDays(91));
        Assert.Equal(2, await harness.SettledLetters.ForgetAsync(harness.Time.GetUtcNow(), 2, Token));
        Assert.Equal(3, await harness.LedgerSweeper.SweepAsync(Token));
        Assert.Empty(await harness.Ledger.ListKeptAsync(null, 10, Token));
    }
}

public sealed class MemoryLedgerRetentionTests() : LedgerRetentionContractTests(PersistenceProvider.Memory);

public sealed class PostgresLedgerRetentionTests() : LedgerRetentionContractTests(PersistenceProvider.Postgres);
