using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Tests.Registration;

public sealed class DurableMessagingRegistrationTests
{
    [Fact]
    public void Configuration_WhenMemory_GivesTheMemoryStoreAndItsOptions()
    {
        using var provider = Build(("Storage:Provider", "Memory"), ("Outbox:SweepBatchSize", "7"), ("Inbox:Window", "1.00:00:00"));
        Assert.IsType<MemoryDurableStore>(provider.GetRequiredService<IDurableStore>());
        Assert.Equal(7, provider.GetRequiredService<IOptions<OutboxOptions>>().Value.SweepBatchSize);
        Assert.Equal(TimeSpan.FromDays(1), provider.GetRequiredService<IOptions<InboxOptions>>().Value.Window);
    }

    [Fact]
    public void Configuration_WhenPostgresWithoutConnectionString_IsRefused()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Build());
        Assert.Equal(["Storage:ConnectionString must be set for the Postgres provider, was empty"], exception.Failures);
    }

    [Fact]
    public void Configuration_WhenAKeyIsUnknown_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => Build(("Storage:Provider", "Memory"), ("Storage:Typo", "1")));
        using var provider = Build(("Storage:Provider", "Memory"), ("Outbox:Typo", "1"));
        Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IOptions<OutboxOptions>>().Value);
    }

    [Fact]
    public void Options_WhenSeveralAreOutOfRange_AllAreNamed()
    {
        using var outbox = Build(
            ("Storage:Provider", "Memory"), ("Outbox:SweepBatchSize", "0"), ("Outbox:PublishWindow", "10001"), ("Inbox:SweepBatchSize", "0"),
            ("Ledger:Retention", "00:59:59"));
        var exception = Assert.Throws<OptionsValidationException>(() => outbox.GetRequiredService<IOptions<OutboxOptions>>().Value);
        Assert.Equal(
            ["Outbox:SweepBatchSize must be 1 to 1000, was 0", "Outbox:PublishWindow must be 1 to 10000, was 10001"], exception.Failures);
        var inbox = Assert.Throws<OptionsValidationException>(() => outbox.GetRequiredService<IOptions<InboxOptions>>().Value);
        Assert.Equal(["Inbox:SweepBatchSize must be 1 to 100000, was 0"], inbox.Failures);
        var ledger = Assert.Throws<OptionsValidationException>(() => outbox.GetRequiredService<IOptions<LedgerOptions>>().Value);
        Assert.Equal(["Ledger:Retention must be 01:00:00 to 3650.00:00:00, was 00:59:59"], ledger.Failures);
    }

    [Fact]
    public void Options_AsText_HideTheConnectionString()
    {
        var options = new PersistenceOptions { ConnectionString = "Password=secret" };
        Assert.Equal("Postgres, connection string ***", options.ToString());
    }

    private static ServiceProvider Build(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
        return new ServiceCollection().AddDurableMessaging(configuration).BuildServiceProvider();
    }
}
