//! The ready-made metrics of the platform. The list has no choices and no display names. (Atoms: metric templates.)

use axum::response::Response;
use serde_json::json;

use crate::answer::success;

/// `GET /disposition-metric-templates`
pub async fn list() -> Response {
    success(TEMPLATES.map(|(identifier, kind, prompt)| {
        json!({
            "identifier": identifier,
            "dispositionMetricPrompt": prompt,
            "dispositionMetricType": kind,
        })
    }))
}

const TEMPLATES: [(&str, &str, &str); 5] = [
    (
        "turn_taking_balance",
        "INTEGER",
        "Measure the balance of speaking turns between the agent and the caller on a scale from 1 to 5, where 1 \
         means one side did nearly all of the talking and 5 means both sides took turns evenly.",
    ),
    (
        "instruction_adherence",
        "STRING",
        "Did the AI agent follow the configured instructions for this call? Name the first instruction it departed \
         from in at most 20 words, or answer followed if it kept to all of them.",
    ),
    (
        "clarity_of_responses",
        "STRING",
        "Evaluate the clarity of the AI agent's responses based on coherence, relevance, and ease of understanding.",
    ),
    (
        "escalation_needed",
        "BOOLEAN",
        "Based on the interaction, did this call require escalation?",
    ),
    (
        "ai_content_repetition_flag",
        "BOOLEAN",
        "Did the AI agent repeat the same sentence or information without being asked to repeat it? Answer false if \
         every repetition was requested by the caller.",
    ),
];
