using System.Text.Json;

namespace Bot3.Messaging.Hosting.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_WhenTheBusIsUp_NamesTheBusCheckOverLoopback()
    {
        await using var host = await TestHost.StartAsync(new ToyModule((_, _) => Task.CompletedTask));

        var (status, body) = await host.GetAsync("/health/ready");

        Assert.True(host.Url.IsLoopback);
        Assert.Equal(200, status);
        using var json = JsonDocument.Parse(body);
        Assert.Equal("Healthy", json.RootElement.GetProperty("status").GetString());
        var check = Assert.Single(
            json.RootElement.GetProperty("checks").EnumerateArray(), item => item.GetProperty("name").GetString() == "masstransit-bus");
        Assert.Equal("Healthy", check.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Live_AsksNothingElse()
    {
        await using var host = await TestHost.StartAsync(new ToyModule((_, _) => Task.CompletedTask));

        var (status, body) = await host.GetAsync("/health/live");

        Assert.Equal(200, status);
        Assert.Equal("""{"status":"Healthy","checks":[]}""", body);
    }

    [Fact]
    public async Task Ready_WhenTheDatabaseIsAway_Is503AndNamesItWithoutItsAddress()
    {
        await using var host = await TestHost.StartAsync(
            new ToyModule((_, _) => Task.CompletedTask),
            ("Storage:Provider", "Postgres"),
            ("Storage:ConnectionString", "Host=127.0.0.1;Port=1;Username=somebody;Password=hunter2"));

        var (status, body) = await host.GetAsync("/health/ready");
        var (live, _) = await host.GetAsync("/health/live");

        Assert.Equal(503, status);
        Assert.Equal(200, live);
        using var json = JsonDocument.Parse(body);
        var check = Assert.Single(
            json.RootElement.GetProperty("checks").EnumerateArray(), item => item.GetProperty("name").GetString() == "database");
        Assert.Equal("Unhealthy", check.GetProperty("status").GetString());
        Assert.Equal("Postgres cannot be reached.", check.GetProperty("description").GetString());
        Assert.DoesNotContain("hunter2", body, StringComparison.Ordinal);
    }
}
