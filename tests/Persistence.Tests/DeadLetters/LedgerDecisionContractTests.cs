using System.Text;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Registration;

namespace Bot3.Messaging.Persistence.Tests.DeadLetters;

/// <summary>What holds for letters that an operator decides about: one suite, two stores.</summary>
public abstract class LedgerDecisionContractTests(PersistenceProvider provider) : LedgerContract(provider)
{
    [Fact]
    public async Task Retry_PutsTheMessageBackWithItsIdentity_AndForgetsTheInboxEntry()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);

        Assert.Equal(LedgerChange.Done, await RetryAsync(harness, letter.Id));

        var sent = Assert.Single(harness.Dispatcher.Rows).Message;
        Assert.Equal(
            (letter.MessageId, letter.CorrelationId, letter.ContentType, true, "exchange:orders"),
            (sent.MessageId, sent.CorrelationId, sent.ContentType, sent.Mandatory, sent.Destination.ToString()));
        Assert.Equal(letter.Body.ToArray(), sent.Body.ToArray());
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["MT-Activity-Id"] = "00-a", ["MT-MessageType"] = "urn:message:A:B", [DeadLetterHeaders.LetterId] = letter.Id.ToString(),
            },
            sent.Headers);
        var kept = await TheOneAsync(harness);
        Assert.Equal((DeadLetterStatus.Retried, 1, harness.Time.GetUtcNow()), (kept.Status, kept.RetryCount, kept.RetriedAt));
        Assert.True(await IsUnseenAsync(harness, letter));
    }

    [Fact]
    public async Task Retry_RolledBack_ChangesNothing()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        await using (var session = await harness.Store.BeginAsync(Token))
            Assert.Equal(LedgerChange.Done, await harness.Ledger.RetryAsync(session, letter.Id, Token));

        Assert.Equal(DeadLetterStatus.Open, (await TheOneAsync(harness)).Status);
        Assert.Empty(harness.Dispatcher.Rows);
        Assert.False(await IsUnseenAsync(harness, letter));
    }

    [Fact]
    public async Task Retry_ThatFailsAgain_OpensTheSameLetterAndCountsUp()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        await RetryAsync(harness, letter.Id);

        Assert.Equal(CaptureOutcome.Reopened, await CaptureAsync(harness, letter with { Id = Guid.NewGuid() }));
        var kept = await TheOneAsync(harness);
        Assert.Equal(
            (letter.Id, DeadLetterStatus.Open, letter.Attempts * 2, 1), (kept.Letter.Id, kept.Status, kept.Letter.Attempts, kept.RetryCount));

        Assert.Equal(LedgerChange.Done, await RetryAsync(harness, letter.Id));
        Assert.Equal(2, (await TheOneAsync(harness)).RetryCount);
    }

    [Fact]
    public async Task Retry_ThatWentWell_StaysRetriedEvenWhenAnOldCopyTurnsUp()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        await RetryAsync(harness, letter.Id);
        Assert.True(await IsUnseenAsync(harness, letter, commit: true));

        Assert.Equal(CaptureOutcome.HandledBefore, await CaptureAsync(harness, letter, CaptureSource.ErrorQueue));

        Assert.Equal(DeadLetterStatus.Retried, (await TheOneAsync(harness)).Status);
    }

    [Fact]
    public async Task Retry_OfALetterThatIsNotThereOrNotOpen_SendsNothing()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        Assert.Equal(LedgerChange.NotFound, await RetryAsync(harness, Guid.NewGuid()));
        await RetryAsync(harness, letter.Id);

        Assert.Equal(LedgerChange.NotOpen, await RetryAsync(harness, letter.Id));
        Assert.Single(harness.Dispatcher.Rows);
    }

    [Theory]
    [InlineData("""{"messageId":"x","messageType":["urn:message:A:B"],"message":{}}""", "application/vnd.masstransit+json")]
    [InlineData("""{"orderId":"x","nested":{"messageType":1}}""", "application/json")]
    [InlineData("{broken", "application/json")]
    public async Task Retry_OfALetterWithoutAReadableContentType_SaysWhatTheBodyLooksLike(string body, string expected)
    {
        await using var harness = await CreateAsync();
        foreach (var contentType in new[] { null, "json" })
        {
            var letter = Letter(harness) with { ContentType = contentType, Body = Encoding.UTF8.GetBytes(body) };
            await CaptureAsync(harness, letter);
            await RetryAsync(harness, letter.Id);
        }

        Assert.All(harness.Dispatcher.Rows, row => Assert.Equal(expected, row.Message.ContentType));
        Assert.Equal(2, harness.Dispatcher.Rows.Count);
    }

    [Fact]
    public async Task Discard_KeepsTheReason_AndOnlyOfAnOpenLetter()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        harness.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(LedgerChange.Done, await DiscardAsync(harness, letter.Id, "placed by hand"));
        Assert.Equal(LedgerChange.NotOpen, await DiscardAsync(harness, letter.Id, "again"));
        Assert.Equal(LedgerChange.NotOpen, await RetryAsync(harness, letter.Id));
        Assert.Equal(LedgerChange.NotFound, await DiscardAsync(harness, Guid.NewGuid(), "none"));

        var kept = await TheOneAsync(harness);
        Assert.Equal(
            (DeadLetterStatus.Discarded, "placed by hand", harness.Time.GetUtcNow()), (kept.Status, kept.DiscardReason, kept.DiscardedAt));
        Assert.False(await IsUnseenAsync(harness, letter));
        await Assert.ThrowsAsync<ArgumentException>(() => DiscardAsync(harness, letter.Id, " "));
        await Assert.ThrowsAsync<ArgumentException>(() => DiscardAsync(harness, letter.Id, new string('x', 2_001)));
    }

    [Fact]
    public async Task Record_OfARetriedMessage_OpensItsLetterAgain_WhateverTheIdOfTheLetter()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        foreach (var again in new[] { letter, letter with { Id = Guid.NewGuid() } })
        {
            await harness.CommitAsync(async session => await harness.Ledger.RecordAsync(session, letter, Token), Token);
            await RetryAsync(harness, letter.Id);
            await harness.CommitAsync(async session => await harness.Ledger.RecordAsync(session, again with { Reason = "again" }, Token), Token);
            var kept = await TheOneAsync(harness);
            Assert.Equal((letter.Id, DeadLetterStatus.Open, "again"), (kept.Letter.Id, kept.Status, kept.Letter.Reason));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PutBackMessage_ThatFailsUnderAnotherId_OpensItsOwnLetter(bool putAside)
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        await RetryAsync(harness, letter.Id);
        var again = letter with { Id = Guid.NewGuid(), MessageId = Guid.NewGuid(), Attempts = 1, Headers = PutBack(harness) };

        if (putAside)
            await RecordAsync(harness, again);
        else
            Assert.Equal(CaptureOutcome.Reopened, await CaptureAsync(harness, again));

        var kept = await TheOneAsync(harness);
        Assert.Equal(
            (letter.Id, letter.MessageId, DeadLetterStatus.Open, letter.Attempts + 1, 1),
            (kept.Letter.Id, kept.Letter.MessageId, kept.Status, kept.Letter.Attempts, kept.RetryCount));
        Assert.Equal(LedgerChange.Done, await RetryAsync(harness, letter.Id));
        Assert.Equal(CaptureOutcome.Reopened, await CaptureAsync(harness, again with { Id = Guid.NewGuid() }));
    }

    [Theory]
    [InlineData("orders", "other")]
    [InlineData("risk", "{broken")]
    public async Task ForgedLetterId_OnAnotherMessage_TouchesNoLetterButItsOwn(string endpoint, string body)
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        await RetryAsync(harness, letter.Id);
        var forged = letter with
        {
            Id = Guid.NewGuid(), MessageId = Guid.NewGuid(), Endpoint = endpoint, Body = Encoding.UTF8.GetBytes(body), Headers = PutBack(harness),
        };

        Assert.Equal(CaptureOutcome.Recorded, await CaptureAsync(harness, forged));
        await RecordAsync(harness, forged with { Id = Guid.NewGuid(), MessageId = Guid.NewGuid() });

        Assert.Equal(3, (await harness.Ledger.ListKeptAsync(null, 10, Token)).Count);
        Assert.Equal(DeadLetterStatus.Retried, (await harness.Ledger.FindAsync(letter.Id, Token))?.Status);
    }
}

public sealed class MemoryLedgerDecisionTests() : LedgerDecisionContractTests(PersistenceProvider.Memory);

public sealed class PostgresLedgerDecisionTests() : LedgerDecisionContractTests(PersistenceProvider.Postgres);
