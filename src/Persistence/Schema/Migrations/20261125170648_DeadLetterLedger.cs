using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bot3.Messaging.Persistence.Schema.Migrations
{
    /// <inheritdoc />
    public partial class DeadLetterLedger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "attempts",
                schema: "messaging",
                table: "dead_letters",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "content_type",
                schema: "messaging",
                table: "dead_letters",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "correlation_id",
                schema: "messaging",
                table: "dead_letters",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "discard_reason",
                schema: "messaging",
                table: "dead_letters",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "discarded_at",
                schema: "messaging",
                table: "dead_letters",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "exception_type",
                schema: "messaging",
                table: "dead_letters",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "first_failed_at",
                schema: "messaging",
                table: "dead_letters",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_failed_at",
                schema: "messaging",
                table: "dead_letters",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "retried_at",
                schema: "messaging",
                table: "dead_letters",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "retry_count",
                schema: "messaging",
                table: "dead_letters",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "status",
                schema: "messaging",
                table: "dead_letters",
                type: "text",
                nullable: false,
                defaultValue: "Open");

            // Letters of the first version. Two of one message cannot be: should they exist all the same, only one keeps the message's id.
            migrationBuilder.Sql("""
                UPDATE messaging.dead_letters SET first_failed_at = received_at, last_failed_at = received_at;
                UPDATE messaging.dead_letters later SET message_id = NULL
                WHERE EXISTS (SELECT FROM messaging.dead_letters first WHERE first.endpoint = later.endpoint
                    AND first.message_id = later.message_id AND first.id < later.id);
                """);

            migrationBuilder.CreateIndex(
                name: "ix_dead_letters_endpoint_message_id",
                schema: "messaging",
                table: "dead_letters",
                columns: new[] { "endpoint", "message_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dead_letters_status_last_failed_at",
                schema: "messaging",
                table: "dead_letters",
                columns: new[] { "status", "last_failed_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_dead_letters_endpoint_message_id",
                schema: "messaging",
                table: "dead_letters");

            migrationBuilder.DropIndex(
                name: "ix_dead_letters_status_last_failed_at",
                schema: "messaging",
                table: "dead_letters");

            migrationBuilder.DropColumn(
                name: "attempts",
                schema: "messaging",
                table: "dead_letters");

            migrationBuilder.DropColumn(
                name: "content_type",
                schema: "messaging",
                table: "dead_letters");

            migrationBuilder.DropColumn(
                name: "correlation_id",
                schema: "messaging",
                table: "dead_letters");

            migrationBuilder.DropColumn(
                name: "discard_reason",
                schema: "messaging",
                table: "dead_letters");

            migrationBuilder.DropColumn(
                name: "discarded_at",
                schema: "messaging",
                table: "dead_letters");

            migrationBuilder.DropColumn(
                name: "exception_type",
                schema: "messaging",
                table: "dead_letters");

            migrationBuilder.DropColumn(
                name: "first_failed_at",
                schema: "messaging",
                table: "dead_letters");

            migrationBuilder.DropColumn(
                name: "last_failed_at",
                schema: "messaging",
                table: "dead_letters");

            migrationBuilder.DropColumn(
                name: "retried_at",
                schema: "messaging",
                table: "dead_letters");

            migrationBuilder.DropColumn(
                name: "retry_count",
                schema: "messaging",
                table: "dead_letters");

            migrationBuilder.DropColumn(
                name: "status",
                schema: "messaging",
                table: "dead_letters");
        }
    }
}
