using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Kit;

/// <summary>A signing REST client that shares no code with the simulator's own signature check.</summary>
internal sealed class RestClient(Uri address, string key = "test-key", string secret = "test-secret") : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = address };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static string Sign(string text, string secret = "test-secret") =>
        Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    public static string Stamped(string parameters, long offsetMs = 0) =>
        $"{parameters}{(parameters.Length > 0 ? "&" : "")}timestamp={TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + offsetMs}";

    /// <summary>Sends everything in the query.</summary>
    public Task<HttpResponseMessage> SignedAsync(string verb, string path, string parameters, long offsetMs = 0)
    {
        var text = Stamped(parameters, offsetMs);
        return SendAsync(verb, $"{path}?{text}&signature={Sign(text, secret)}", null);
    }

    /// <summary>Sends everything in a form body, signature in upper case.</summary>
    public Task<HttpResponseMessage> SignedFormAsync(string verb, string path, string parameters)
    {
        var text = Stamped(parameters);
        return SendAsync(verb, path, $"{text}&signature={Sign(text, secret)}");
    }

    public async Task<HttpResponseMessage> SendAsync(string verb, string pathAndQuery, string? form)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), $"api/v3/{pathAndQuery}");
        request.Headers.Add("X-MBX-APIKEY", key);
        if (form is not null)
            request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        return await http.SendAsync(request, Token);
    }

    public async Task<JsonNode> GoodAsync(string verb, string path, string parameters)
    {
        using var response = await SignedAsync(verb, path, parameters);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, $"{verb} {path} {parameters}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> PublicAsync(string pathAndQuery)
    {
        using var response = await SendAsync("GET", pathAndQuery, null);
        return await JsonAsync(response);
    }

    public async Task<(int Status, int Code, string Message)> RefusedAsync(string verb, string path, string parameters, long offsetMs = 0)
    {
        using var response = await SignedAsync(verb, path, parameters, offsetMs);
        return await RefusalAsync(response);
    }

    public static async Task<(int Status, int Code, string Message)> RefusalAsync(HttpResponseMessage response)
    {
        var json = await JsonAsync(response);
        return ((int)response.StatusCode, (int)json["code"]!, (string)json["msg"]!);
    }

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;

    /// <summary>Calls the admin endpoint.</summary>
    public async Task<(int Status, JsonNode Body)> AdminAsync(string verb, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), $"admin/{path}");
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, Token);
        return ((int)response.StatusCode, await JsonAsync(response));
    }

    public void Dispose() => http.Dispose();
}
