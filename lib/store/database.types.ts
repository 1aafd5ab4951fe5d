// Written by `npm run types:generate` from supabase/migrations; not edited by hand.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  __InternalSupabase: { PostgrestVersion: '12' }
  public: {
    Tables: {
      bookings: {
        Row: {
          absent: Json | null
          answers: Json
          attempt: number
          calendar_id: string
          call_id: string | null
          client_id: string
          conflict: boolean
          created_at: string
          customer_email: string | null
          customer_name: string | null
          customer_phone: string | null
          customer_zone: string | null
          end_at: string
          event_id: string | null
          from_end_at: string | null
          from_start_at: string | null
          guards: boolean
          id: string
          lead_id: string | null
          lease_until: string | null
          notes: string | null
          request_key: string
          span: unknown
          start_at: string
          state: string
          updated_at: string
          version: number
          words: string | null
        }
        Insert: {
          absent?: Json | null
          answers?: Json
          attempt?: number
          calendar_id?: string
          call_id?: string | null
          client_id: string
          conflict?: boolean
          created_at?: string
          customer_email?: string | null
          customer_name?: string | null
          customer_phone?: string | null
          customer_zone?: string | null
          end_at: string
          event_id?: string | null
          from_end_at?: string | null
          from_start_at?: string | null
          guards?: boolean
          id: string
          lead_id?: string | null
          lease_until?: string | null
          notes?: string | null
          request_key: string
          start_at: string
          state?: string
          updated_at?: string
          version?: number
          words?: string | null
        }
        Update: {
          absent?: Json | null
          answers?: Json
          attempt?: number
          calendar_id?: string
          call_id?: string | null
          client_id?: string
          conflict?: boolean
          created_at?: string
          customer_email?: string | null
          customer_name?: string | null
          customer_phone?: string | null
          customer_zone?: string | null
          end_at?: string
          event_id?: string | null
          from_end_at?: string | null
          from_start_at?: string | null
          guards?: boolean
          id?: string
          lead_id?: string | null
          lease_until?: string | null
          notes?: string | null
          request_key?: string
          start_at?: string
          state?: string
          updated_at?: string
          version?: number
          words?: string | null
        }
        Relationships: [
          { foreignKeyName: 'bookings_client_id_fkey'; columns: ['client_id']; isOneToOne: false; referencedRelation: 'clients'; referencedColumns: ['id'] },
        ]
      }
      calendar_channels: {
        Row: {
          attempts: number
          calendar_id: string
          channel_id: string | null
          client_id: string
          due_at: string
          expires_at: string | null
          resource_id: string | null
        }
        Insert: {
          attempts?: number
          calendar_id: string
          channel_id?: string | null
          client_id: string
          due_at: string
          expires_at?: string | null
          resource_id?: string | null
        }
        Update: {
          attempts?: number
          calendar_id?: string
          channel_id?: string | null
          client_id?: string
          due_at?: string
          expires_at?: string | null
          resource_id?: string | null
        }
        Relationships: [
          { foreignKeyName: 'calendar_channels_client_id_fkey'; columns: ['client_id']; isOneToOne: false; referencedRelation: 'clients'; referencedColumns: ['id'] },
        ]
      }
      client_agents: {
        Row: {
          agent: string
          client_id: string
          created_at: string
        }
        Insert: {
          agent: string
          client_id: string
          created_at?: string
        }
        Update: {
          agent?: string
          client_id?: string
          created_at?: string
        }
        Relationships: [
          { foreignKeyName: 'client_agents_client_id_fkey'; columns: ['client_id']; isOneToOne: false; referencedRelation: 'clients'; referencedColumns: ['id'] },
        ]
      }
      clients: {
        Row: {
          add_meet: boolean
          billing_email: string | null
          booking_enabled: boolean
          breaks: Json
          buffer_after_minutes: number
          buffer_before_minutes: number
          business_hours_end: string
          business_hours_start: string
          business_phone: string | null
          busy_calendars: string[]
          closed_dates: string[]
          connected_at: string | null
          created_at: string
          daily_cap: number | null
          date_hours: Json
          email: string
          google_account: string | null
          google_calendar_id: string
          google_status: string
          holiday_country: string | null
          holiday_region: string | null
          horizon_days: number | null
          id: string
          invite_customer: boolean
          meeting_lengths: number[]
          min_notice_minutes: number
          personal_phone: string | null
          step_anchor: string
          step_minutes: number
          timezone: string
          updated_at: string
          version: number
          weekly_hours: Json | null
          working_days: number[]
        }
        Insert: {
          add_meet?: boolean
          billing_email?: string | null
          booking_enabled?: boolean
          breaks?: Json
          buffer_after_minutes?: number
          buffer_before_minutes?: number
          business_hours_end?: string
          business_hours_start?: string
          business_phone?: string | null
          busy_calendars?: string[]
          closed_dates?: string[]
          connected_at?: string | null
          created_at?: string
          daily_cap?: number | null
          date_hours?: Json
          email: string
          google_account?: string | null
          google_calendar_id?: string
          google_status?: string
          holiday_country?: string | null
          holiday_region?: string | null
          horizon_days?: number | null
          id: string
          invite_customer?: boolean
          meeting_lengths?: number[]
          min_notice_minutes?: number
          personal_phone?: string | null
          step_anchor?: string
          step_minutes?: number
          timezone?: string
          updated_at?: string
          version?: number
          weekly_hours?: Json | null
          working_days?: number[]
        }
        Update: {
          add_meet?: boolean
          billing_email?: string | null
          booking_enabled?: boolean
          breaks?: Json
          buffer_after_minutes?: number
          buffer_before_minutes?: number
          business_hours_end?: string
          business_hours_start?: string
          business_phone?: string | null
          busy_calendars?: string[]
          closed_dates?: string[]
          connected_at?: string | null
          created_at?: string
          daily_cap?: number | null
          date_hours?: Json
          email?: string
          google_account?: string | null
          google_calendar_id?: string
          google_status?: string
          holiday_country?: string | null
          holiday_region?: string | null
          horizon_days?: number | null
          id?: string
          invite_customer?: boolean
          meeting_lengths?: number[]
          min_notice_minutes?: number
          personal_phone?: string | null
          step_anchor?: string
          step_minutes?: number
          timezone?: string
          updated_at?: string
          version?: number
          weekly_hours?: Json | null
          working_days?: number[]
        }
        Relationships: [

        ]
      }
      failure_logs: {
        Row: {
          client_id: string | null
          created_at: string
          error_message: string | null
          error_type: string
          id: string
          request_payload: Json | null
          resolved: boolean
          retry_count: number
          version: number
        }
        Insert: {
          client_id?: string | null
          created_at?: string
          error_message?: string | null
          error_type: string
          id?: string
          request_payload?: Json | null
          resolved?: boolean
          retry_count?: number
          version?: number
        }
        Update: {
          client_id?: string | null
          created_at?: string
          error_message?: string | null
          error_type?: string
          id?: string
          request_payload?: Json | null
          resolved?: boolean
          retry_count?: number
          version?: number
        }
        Relationships: [
          { foreignKeyName: 'failure_logs_client_id_fkey'; columns: ['client_id']; isOneToOne: false; referencedRelation: 'clients'; referencedColumns: ['id'] },
        ]
      }
      oauth_states: {
        Row: {
          browser_hash: string
          client_id: string
          created_at: string
          expires_at: string
          state_hash: string
          used_at: string | null
          verifier_encrypted: string
        }
        Insert: {
          browser_hash: string
          client_id: string
          created_at?: string
          expires_at: string
          state_hash: string
          used_at?: string | null
          verifier_encrypted: string
        }
        Update: {
          browser_hash?: string
          client_id?: string
          created_at?: string
          expires_at?: string
          state_hash?: string
          used_at?: string | null
          verifier_encrypted?: string
        }
        Relationships: [
          { foreignKeyName: 'oauth_states_client_id_fkey'; columns: ['client_id']; isOneToOne: false; referencedRelation: 'clients'; referencedColumns: ['id'] },
        ]
      }
      oauth_tokens: {
        Row: {
          access_token_encrypted: string
          client_id: string
          created_at: string
          expires_at: string
          id: string
          refresh_token_encrypted: string
          updated_at: string
          version: number
        }
        Insert: {
          access_token_encrypted: string
          client_id: string
          created_at?: string
          expires_at: string
          id?: string
          refresh_token_encrypted: string
          updated_at?: string
          version?: number
        }
        Update: {
          access_token_encrypted?: string
          client_id?: string
          created_at?: string
          expires_at?: string
          id?: string
          refresh_token_encrypted?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          { foreignKeyName: 'oauth_tokens_client_id_fkey'; columns: ['client_id']; isOneToOne: true; referencedRelation: 'clients'; referencedColumns: ['id'] },
        ]
      }
    }
    Views: { [_ in never]: never }
    Functions: {
      adopt_booking: { Args: { booking: Json }; Returns: Json }
      advance_booking: { Args: { change: Json }; Returns: Json }
      claim_booking: { Args: { claim: Json; rules: Json }; Returns: Json }
      find_booking: { Args: { client: string; request: string; call: string }; Returns: Json }
      move_booking: { Args: { change: Json; rules: Json }; Returns: Json }
    }
    Enums: { [_ in never]: never }
    CompositeTypes: { [_ in never]: never }
  }
}
