using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>Rules over several keys of <see cref="BusOptions"/>.</summary>
internal sealed class BusOptionsRules : IValidateOptions<BusOptions>
{
    public ValidateOptionsResult Validate(string? name, BusOptions options)
    {
        var failures = new List<string>();
        if (options.ConcurrencyLimit > options.PrefetchCount)
        {
            failures.Add($"Bus:ConcurrencyLimit was '{options.ConcurrencyLimit}': must not be above Bus:PrefetchCount ({options.PrefetchCount}), "
                + "since only prefetched messages can be handled.");
        }

        if (options.Transport == BusTransport.RabbitMq && options.Password.IsEmpty && options.UserName != "guest")
        {
            failures.Add($"Bus:Password was '': required for the user '{options.UserName}' (or Bus:PasswordFile).");
        }

        if (options.Retry.DelayFirst > options.Retry.DelayMax)
        {
            failures.Add($"Bus:Retry:DelayFirst was '{options.Retry.DelayFirst}': must not be above Bus:Retry:DelayMax ({options.Retry.DelayMax}).");
        }

        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options.Retry, new ValidationContext(options.Retry), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var member = result.MemberNames.First();
            var value = typeof(RetryOptions).GetProperty(member)!.GetValue(options.Retry);
            failures.Add($"Bus:Retry:{member} was '{value}': {result.ErrorMessage}");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
