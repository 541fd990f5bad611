using Bot3.Messaging.Hosting.Configuration;
using Bot3.Messaging.Hosting.Storage;
using Bot3.Messaging.Hosting.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Hosting.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Bus_WithoutAnyKey_HasTheSafeDefaults()
    {
        var options = Bus();

        Assert.Equal(BusTransport.RabbitMq, options.Transport);
        Assert.Equal("127.0.0.1", options.Host);
        Assert.Equal(5672, options.Port);
    }

    [Fact]
    public void Bus_WithAnUnknownKey_NamesTheKeyAndWhatIsKnown()
    {
        var failure = Assert.Single(BusFailures(("Bus:Hsot", "broker")));

        Assert.StartsWith("Bus:Hsot is not a known key (known: ConcurrencyLimit, ", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Bus_WithAnUnknownNestedKey_NamesTheWholePath()
    {
        var failure = Assert.Single(BusFailures(("Bus:Retry:Inmediate", "3")));

        Assert.StartsWith("Bus:Retry:Inmediate is not a known key", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Bus_WithSeveralMistakes_ReportsEachWithKeyAndValue()
    {
        var failures = BusFailures(
            ("Bus:Port", "70000"), ("Bus:PrefetchCount", "many"), ("Bus:Transport", "Kafka"), ("Bus:Hsot", "x"),
            ("Bus:ConcurrencyLimit", "300"), ("Bus:Retry:DelayMax", "01:00:00"));

        Assert.Equal(6, failures.Count);
        Assert.Contains("Bus:Port was '70000': The field Port must be between 1 and 65535.", failures);
        Assert.Contains("Bus:PrefetchCount was 'many': expected a value of type Int32.", failures);
        Assert.Contains("Bus:Transport was 'Kafka': expected one of RabbitMq, InMemory.", failures);
        Assert.Contains(failures, failure
            => failure.StartsWith("Bus:ConcurrencyLimit was '300': must not be above Bus:PrefetchCount (256)", StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.StartsWith("Bus:Retry:DelayMax was '01:00:00': ", StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.StartsWith("Bus:Hsot is not a known key", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("7")]
    public void Enum_GivenAsANumber_IsRefused(string value)
    {
        var failure = Assert.Single(BusFailures(("Bus:Transport", value)));

        Assert.Equal($"Bus:Transport was '{value}': expected one of RabbitMq, InMemory.", failure);
    }

    [Fact]
    public void Secret_FromAFile_IsReadWithoutItsLineBreak()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, "pass word\n");
        try
        {
            var options = Bus(("Bus:UserName", "worker"), ("Bus:PasswordFile", path));

            Assert.Equal("pass word", options.Password.Reveal());
            Assert.Equal("***", options.Password.ToString());
            Assert.Equal("***", $"{options.Password}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Secret_WhenItsFileIsMissing_NamesKeyAndPath()
    {
        var failures = BusFailures(("Bus:UserName", "worker"), ("Bus:PasswordFile", "/no/such/file"));

        Assert.Contains(failures, failure => failure.StartsWith(
            "Bus:PasswordFile was '/no/such/file': the secret's file cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public void Secret_GivenTwice_IsRefusedWithoutPrintingIt()
    {
        var failure = Assert.Single(BusFailures(("Bus:Password", "hunter2"), ("Bus:PasswordFile", "/no/such/file")));

        Assert.Equal("Bus:Password and Bus:PasswordFile are both set: give one of them.", failure);
    }

    [Fact]
    public void Storage_PostgresWithoutAConnectionString_IsRefused()
    {
        var services = new ServiceCollection();
        services.AddValidatedOptions<StorageOptions>(Configuration(), StorageOptions.Section).ValidateWith<StorageOptions,
            StorageOptionsRules>();

        var failures = FailuresOf<StorageOptions>(services);

        Assert.Equal("Storage:ConnectionString was '': required while Storage:Provider is Postgres.", Assert.Single(failures));
    }

    [Fact]
    public async Task Run_WithWrongConfiguration_PrintsEveryViolationOfEverySectionAndReturnsTwo()
    {
        var before = Console.Error;
        var error = new StringWriter();
        Console.SetError(error);
        try
        {
            var module = new ToyModule((_, _) => Task.CompletedTask);
            var exit = await WorkerHost.RunAsync(
                ["--Bus:Port=0", "--Storage:Provider=Memory", "--Telemetry:TraceRatio=7", "--Health:Url=ftp"], module);

            Assert.Equal(WorkerHost.ExitBadConfiguration, exit);
        }
        finally
        {
            Console.SetError(before);
        }

        var text = error.ToString();
        Assert.Contains("The configuration is not valid:", text, StringComparison.Ordinal);
        Assert.Contains("Bus:Port was '0': The field Port must be between 1 and 65535.", text, StringComparison.Ordinal);
        Assert.Contains("Telemetry:TraceRatio was '7': The field TraceRatio must be between 0 and 1.", text, StringComparison.Ordinal);
        Assert.Contains("Health:Url was 'ftp': expected http://host:port, port 0 for any free one.", text, StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();

    private static ServiceCollection BusServices((string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddValidatedOptions<BusOptions>(Configuration(settings), BusOptions.Section).ValidateWith<BusOptions, BusOptionsRules>();
        return services;
    }

    private static BusOptions Bus(params (string Key, string Value)[] settings)
    {
        using var provider = BusServices(settings).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<BusOptions>>().Value;
    }

    private static List<string> BusFailures(params (string Key, string Value)[] settings) => FailuresOf<BusOptions>(BusServices(settings));

    private static List<string> FailuresOf<T>(ServiceCollection services)
        where T : class
    {
        using var provider = services.BuildServiceProvider();
        return [.. Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<T>>().Value).Failures];
    }
}
